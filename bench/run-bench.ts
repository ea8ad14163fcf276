// npm run bench: Warmstart against PyTorch on this machine, a duel a case. `-- --only WORD` the cases with the word in their name, `-- --quick` fewer rounds.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/set-up/run-child.mjs';
import { step } from '../scripts/set-up/step.mjs';
import { CASES, casesNamed } from './cases';
import { Contender } from './contender';
import { type DuelLength, duel } from './duel';
import { PROCESSOR, THREAD_ENVIRONMENT, THREADS } from './machine';
import { type BenchResults, type CaseResult, textTable, writePerformancePage } from './results';
import { commandOf, setUpSides } from './sides';

const RESULTS = path.join(root, 'bench/results');
/** Under a quarter of an hour for all cases on two cores. */
const LENGTH: DuelLength = { bouts: 2, rounds: 30, seconds: 30, leastRounds: 5 };
const QUICK: DuelLength = { bouts: 1, rounds: 7, seconds: 20, leastRounds: 3 };

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, quick: { type: 'boolean' } } });
  const cases = casesNamed(values.only);
  await setUpSides();
  const done: CaseResult[] = [];
  for (const each of cases) {
    const contenders = {
      ours: () => new Contender(commandOf('ours', each), THREAD_ENVIRONMENT),
      peer: () => new Contender(commandOf('peer', each), THREAD_ENVIRONMENT),
    };
    await step(each.name, async () => {
      try {
        const result = await duel(contenders, values.quick ? QUICK : LENGTH);
        done.push({ ...each, ...result });
        return { text: `${result.ratio.median.toFixed(2)} x` };
      } catch (error) {
        // The other cases are as good as before.
        process.exitCode = 1;
        return { text: (error as Error).message };
      }
    });
  }
  const results: BenchResults = {
    date: new Date().toISOString().slice(0, 10),
    machine: { processor: PROCESSOR, threads: THREADS, node: process.version },
    cases: done,
  };
  const whole = done.length === CASES.length && !values.quick;
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(path.join(RESULTS, whole ? 'latest.json' : 'partial.json'), `${JSON.stringify(results, null, 2)}\n`);
  if (whole) writePerformancePage(path.join(root, 'docs/performance.md'), results);
  console.log(`\n${textTable(results)}`);
}

void main();
