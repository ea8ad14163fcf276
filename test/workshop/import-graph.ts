import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(__dirname, '../..');

export interface Import {
  /** Path of the file that imports, from the repository's root, with forward slashes. */
  readonly from: string;
  /** Path of the imported file, or the name of a package (`vscode`, `node:fs`, `@tensorflow/tfjs-core`). */
  readonly to: string;
  /** false: an `import type` that leaves no trace in a bundle. */
  readonly value: boolean;
}

/** Every import of every TypeScript file below `folders`. */
export function importsBelow(folders: readonly string[]): readonly Import[] {
  return folders.flatMap(typeScriptFiles).flatMap((from) =>
    specifiersIn(readFileSync(path.join(root, from), 'utf8')).map(({ specifier, value }) => ({
      from,
      to: specifier.startsWith('.') ? resolve(from, specifier) : specifier,
      value,
    })),
  );
}

const STATEMENT = /^[ \t]*(?:import|export)\b(?:([^'"`;]*?)\bfrom\s*)?\s*'([^']+)'/gm;
const CALL = /\b(?:import|require)\(\s*'([^']+)'\s*\)/g;

/** The specifiers a source names. Comments are dropped first; a specifier in the text of a template literal counts, which no file has. */
export function specifiersIn(source: string): readonly { readonly specifier: string; readonly value: boolean }[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  return [
    ...[...code.matchAll(STATEMENT)].map(([, clause, specifier]) => ({
      specifier: specifier!,
      value: bindsValue(clause),
    })),
    ...[...code.matchAll(CALL)].map(([, specifier]) => ({ specifier: specifier!, value: true })),
  ];
}

/** `import 'x'` and any name without `type` before it bind a value. */
function bindsValue(clause: string | undefined): boolean {
  if (clause === undefined) return true;
  if (/^\s*type\b/.test(clause)) return false;
  const names = clause.match(/^\s*\{([\s\S]*)\}\s*$/)?.[1];
  return names === undefined || names.split(',').some((name) => name.trim() !== '' && !/^type\s/.test(name.trim()));
}

function typeScriptFiles(folder: string): readonly string[] {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mts)$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
}

function resolve(from: string, specifier: string): string {
  const target = path.posix.join(path.posix.dirname(from), specifier);
  const file = [target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`].find(
    (name) => /\.[a-z]+$/.test(name) && existsSync(path.join(root, name)),
  );
  return file ?? target;
}
