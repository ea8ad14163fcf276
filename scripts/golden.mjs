// npm run golden: makes every golden file anew from independent implementations. `npm run golden -- statistics` only those below such a path.
import './set-up/require-node.mjs';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { peerPython, setUpPeer, succeed } from './set-up/peer.mjs';
import { Interrupted, root } from './set-up/run-child.mjs';
import { SetUpError, step } from './set-up/step.mjs';

const word = process.argv[2] ?? '';
const scripts = readdirSync(path.join(root, 'test'), { recursive: true })
  .map((file) => path.posix.join('test', `${file}`.replaceAll(path.sep, '/')))
  .filter((file) => /\/golden\/make_\w+\.py$/.test(file) && file.includes(word))
  .sort();

try {
  if (scripts.length === 0) throw new SetUpError(`No script test/**/golden/make_*.py has "${word}" in its path.`);
  await step('Python', setUpPeer);
  for (const script of scripts) {
    await step(script, async () => {
      await succeed(peerPython, [script]);
      return { text: 'made' };
    });
  }
  console.log('Look at `git diff` before you commit.');
} catch (error) {
  if (!(error instanceof Interrupted || error instanceof SetUpError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
