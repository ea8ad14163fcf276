import path from 'node:path';
import { EngineError } from './engine-error';
import { packageFolder } from './package-folder';
import { lastLines, runCommand } from './run-command';
import { LIBRARIES } from './tensorflow-wheel';

export const BINDING = 'tfjs_binding.node';

/**
 * Compiles tfjs-node-gpu's N-API binding (two files of C++) against the headers in work/include and the libraries in work/lib, into
 * work/lib. N-API is stable: the same file serves every Node and VS Code's Electron.
 */
export async function compileBinding(compiler: string, work: string, signal?: AbortSignal): Promise<void> {
  const sources = path.join(packageFolder('@tensorflow/tfjs-node-gpu'), 'binding');
  const library = path.join(work, 'lib');
  const includes = [
    path.join(packageFolder('node-api-headers'), 'include'),
    sources,
    path.dirname(sources),
    path.join(work, 'include'),
  ];
  const result = await runCommand(
    compiler,
    [
      ...['-O2', '-std=c++17', '-fPIC', '-shared', '-w', '-DNAPI_VERSION=8'],
      ...includes.flatMap((folder) => ['-I', folder]),
      ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => path.join(sources, file)),
      ...LIBRARIES.map((file) => path.join(library, file)),
      // The libraries lie beside the binding, wherever the cache is.
      '-Wl,-rpath,$ORIGIN',
      '-o',
      path.join(library, BINDING),
    ],
    { signal },
  );
  if (result.code !== 0) {
    throw new EngineError(
      'compile',
      `${compiler} could not compile the engine's binding, which takes C++17 and its standard library (g++ 9 or newer; CXX names another compiler): ${lastLines(result)}`,
    );
  }
}
