// npm run bench:profile: where a step's time goes, in Warmstart and in PyTorch, by the log that oneDNN keeps of both. `-- --only WORD` as in bench.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/set-up/run-child.mjs';
import { step } from '../scripts/set-up/step.mjs';
import { type BenchCase, CASES, casesNamed } from './cases';
import { Contender } from './contender';
import { machineText, THREAD_ENVIRONMENT } from './machine';
import { addToGroups, GROUP_NAMES } from './onednn-log';
import { alignedTable, markdownTable, writeSection } from './print-table';
import { commandOf, SIDES, type SideName, setUpSides } from './sides';

const WARM_UP = 2;
const STEPS = 4;

/** One operation after the other, so that their times add up to the step's. */
const ENVIRONMENT = { ...THREAD_ENVIRONMENT, ONEDNN_VERBOSE: 'profile_exec', TF_NUM_INTEROP_THREADS: '1' };

const HEADER = ['case', 'side', 'step, ms', ...GROUP_NAMES, 'the rest'];

interface Profile {
  /** Milliseconds, as are the groups. */
  readonly step: number;
  readonly groups: ReadonlyMap<string, number>;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const cases = casesNamed(values.only);
  await setUpSides();
  const rows: string[][] = [];
  for (const each of cases) {
    for (const side of SIDES) {
      await step(`${each.name}, ${side}`, async () => {
        const profile = await profileOf(side, each);
        rows.push([each.name, side === 'ours' ? 'Warmstart' : 'PyTorch', ...cellsOf(profile)]);
        return { text: `${profile.step.toFixed(0)} ms a step` };
      });
    }
  }
  if (cases.length === CASES.length) {
    const text = `${machineText()}:\n\n${markdownTable([HEADER, ...rows])}`;
    writeSection(path.join(root, 'docs/performance.md'), 'profile', text);
  }
  console.log(`\n${alignedTable([HEADER, ...rows])}`);
}

/** Means over the steps. */
async function profileOf(side: SideName, each: BenchCase): Promise<Profile> {
  const groups = new Map<string, number>();
  let counts = false;
  const contender = new Contender(commandOf(side, each), ENVIRONMENT, (line) => {
    if (counts) addToGroups(groups, line);
  });
  try {
    await contender.ready();
    for (let step = 0; step < WARM_UP; step++) await contender.step();
    counts = true;
    let total = 0;
    for (let step = 0; step < STEPS; step++) total += await contender.step();
    return { step: total / STEPS, groups: new Map([...groups].map(([name, sum]) => [name, sum / STEPS])) };
  } finally {
    contender.kill();
  }
}

function cellsOf({ step, groups }: Profile): string[] {
  const known = GROUP_NAMES.map((name) => groups.get(name) ?? 0);
  const rest = step - known.reduce((sum, each) => sum + each, 0);
  return [step, ...known, rest].map((milliseconds) => milliseconds.toFixed(0));
}

void main();
