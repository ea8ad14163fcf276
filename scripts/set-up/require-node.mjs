// Imported before everything else, and written so that an old Node can read it: says in one sentence that Node is too old.
import { readFileSync } from 'node:fs';

const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const [major, minor] = process.versions.node.split('.').map(Number);
const [leastMajor, leastMinor] = engines.node.replace('>=', '').split('.').map(Number);
if (Number(major) < leastMajor || (major === leastMajor && Number(minor) < leastMinor)) {
  console.error(
    `Warmstart needs Node ${leastMajor}.${leastMinor} or newer and this is ${process.version}: ` +
      'install a newer one from your package manager or with nvm, then run the same command again.',
  );
  process.exit(1);
}
