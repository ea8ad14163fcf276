import type { TestCases } from '../journal/test-cases';
import type { TestedRun } from '../results/test-cases/over-cases';
import { readTestCases } from '../runner/evaluation/predictions';
import type { StoreFolder } from '../runner/store/store-folder';
import type { Experiment } from '../runner/store/store-reader';
import { WeightsError } from '../runner/weights/weights-error';

/** The finished runs of a task with what their predictions hold; nothing of those that were tested on other cases than the first. */
export async function readTestedRuns(
  { cells }: Experiment,
  store: StoreFolder,
  task: string,
): Promise<readonly TestedRun[]> {
  const runs: TestedRun[] = [];
  // Names are kept once: those of a hundred runs with a hundred thousand images would fill the memory.
  let [ids, groups]: [TestCases['ids'] | null, TestCases['groups']] = [null, null];
  for (const { work, state, record } of cells) {
    if (work.task !== task || state !== 'finished' || record.result === null) continue;
    const found = await testCases(store.cell(work.id).predictions);
    ids ??= found?.ids ?? null;
    const fits = found !== null && ids !== null && areSame(found.ids, ids);
    if (fits) groups ??= found.groups;
    runs.push({
      initialization: work.initialization,
      run: work.run,
      classes: work.job.kind === 'classification' ? Object.keys(record.result.parts) : [],
      cases: fits ? { ...found, ids: ids!, groups: null } : null,
    });
  }
  return runs.map((run) => ({ ...run, cases: run.cases && { ...run.cases, groups } }));
}

async function testCases(file: string): Promise<TestCases | null> {
  try {
    return await readTestCases(file);
  } catch (error) {
    if (error instanceof WeightsError) return null;
    throw error;
  }
}

function areSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
