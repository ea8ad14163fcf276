// Imported before everything else, and written so that an old Node can read it: says in one sentence that Node is too old.
import { readFileSync } from 'node:fs';

const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const wanted = engines.node.replace('>=', '').split('.').map(Number);
const here = process.versions.node.split('.').map(Number);
if (here[0] < wanted[0] || (here[0] === wanted[0] && here[1] < wanted[1])) {
  console.error(
    `Warmstart needs Node ${wanted.join('.')} or newer and this is ${process.version}: ` +
      'install a newer one from your package manager or with nvm, then run the same command again.',
  );
  process.exit(1);
}
