// npm run bench: Warmstart against PyTorch on this machine, a duel a case. `-- --only WORD` the cases with the word in their name, `-- --quick` fewer rounds.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { setUpEngine } from '../scripts/set-up/engine.mjs';
import { peerPython, setUpPeer } from '../scripts/set-up/peer.mjs';
import { root } from '../scripts/set-up/run-child.mjs';
import { step } from '../scripts/set-up/step.mjs';
import { CASES } from './cases';
import { Contender } from './contender';
import { type DuelLength, duel } from './duel';
import { type BenchResults, type CaseResult, textTable, writePerformancePage } from './results';

const RESULTS = path.join(root, 'bench/results');
const LENGTH: DuelLength = { rounds: 60, seconds: 90, leastRounds: 9 };
const QUICK: DuelLength = { rounds: 7, seconds: 20, leastRounds: 3 };

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, quick: { type: 'boolean' } } });
  const cases = CASES.filter(({ name }) => name.includes(values.only ?? ''));
  await step('Peer', setUpPeer);
  await step('Engine', setUpEngine);
  const ours = path.join(root, 'dist/bench/ours.js');
  await build({
    entryPoints: [path.join(root, 'bench/ours.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['sharp'],
    outfile: ours,
  });
  const threads = availableParallelism();
  const environment = { BENCH_THREADS: `${threads}`, OMP_NUM_THREADS: `${threads}` };
  const done: CaseResult[] = [];
  for (const each of cases) {
    await step(each.name, async () => {
      const parameter = JSON.stringify(each);
      const result = await duel(
        {
          ours: () => new Contender([process.execPath, ours, parameter], environment),
          peer: () => new Contender([peerPython, path.join(root, 'bench/peer/step.py'), parameter], environment),
        },
        values.quick ? QUICK : LENGTH,
      );
      done.push({ ...each, ...result });
      return { text: `${result.ratio.median.toFixed(2)} x` };
    });
  }
  const results: BenchResults = {
    date: new Date().toISOString().slice(0, 10),
    machine: { processor: cpus()[0]!.model, threads, node: process.version },
    cases: done,
  };
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(path.join(RESULTS, 'latest.json'), `${JSON.stringify(results, null, 2)}\n`);
  if (done.length === CASES.length && !values.quick)
    writePerformancePage(path.join(root, 'docs/performance.md'), results);
  console.log(`\n${textTable(results)}`);
}

void main();
