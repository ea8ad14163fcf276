import path from 'node:path';

/** Where an npm package lies, seen from this file or from the bundle it is in. The name stays a variable, so that no bundler resolves it. */
export function packageFolder(name: string): string {
  return path.dirname(require.resolve(`${name}/package.json`));
}
