import type { Table } from '../results/table';
import type { TaskOverCases } from '../results/test-cases/over-cases';
import { taskOverCases } from '../results/test-cases/task-over-cases';
import { RandomStream } from '../runner/random';
import type { StoreFolder } from '../runner/store/store-folder';
import type { Experiment } from '../runner/store/store-reader';
import { readTestedRuns } from './read-tested-runs';

/** The tasks that have scores, over their test cases. Task by task, since predictions take memory. */
export async function overTestCases(
  experiment: Experiment,
  table: Table,
  store: StoreFolder,
): Promise<TaskOverCases[]> {
  const found: TaskOverCases[] = [];
  for (const task of table.tasks) {
    // Always the same draws: who asks twice must read the same numbers twice.
    const stream = new RandomStream('bootstrap');
    const runs = await readTestedRuns(experiment, store, task.name);
    const over = taskOverCases(table, task, runs, (bound) => stream.integer(bound));
    if (over !== null) found.push(over);
  }
  return found;
}
