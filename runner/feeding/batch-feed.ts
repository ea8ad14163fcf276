/** Makes batches ahead of the step that needs them, in threads beside it. */
import type { Batch } from '../datasets/dataset';
import type { PreparedDataset } from '../datasets/prepare';
import type { BatchPlan } from './batch-plan';
import { BatchTask } from './batch-task';
import type { DataThreads } from './data-threads';

/** Batches that are ready or with the trainer, besides one in the making for each thread. */
const AHEAD = 2;

/** Batches in order. The arrays of one are the reader's until the next is asked for. */
export interface BatchStream extends AsyncIterable<Batch> {
  /** Seconds that the reader has waited for batches so far. */
  readonly waited: number;
}

export class BatchFeed {
  readonly #threads: DataThreads;
  /** In the order in which they will be asked for. */
  #queue: BatchTask[] = [];
  /** Being made, made, or being read. */
  readonly #started = new Set<BatchTask>();
  /** Memory that batches were made in, to use again. */
  readonly #free: SharedArrayBuffer[] = [];

  constructor(threads: DataThreads) {
    this.#threads = threads;
  }

  /**
   * Has the batches of `plans` made, as soon as the streams opened before leave room for them. Streams must be read in the order in which
   * they were opened, each to its end. Reading throws what kept a batch from being made.
   */
  open(prepared: PreparedDataset, plans: readonly BatchPlan[]): BatchStream {
    const tasks = plans.map((plan) => new BatchTask(prepared, plan));
    this.#queue.push(...tasks);
    this.#start();
    const clock = { waited: 0 };
    return {
      get waited() {
        return clock.waited;
      },
      [Symbol.asyncIterator]: () => this.#read(tasks, clock),
    };
  }

  /** Gives up all that is open. Nothing of it may be read any more. */
  clear(): void {
    this.#queue = [];
    // One that is being made keeps its memory until it is done.
    for (const task of this.#started) void task.made.catch(() => {}).then(() => this.#release(task));
  }

  async *#read(tasks: readonly BatchTask[], clock: { waited: number }): AsyncGenerator<Batch, void> {
    for (const task of tasks) {
      const asked = performance.now();
      await task.made;
      clock.waited += (performance.now() - asked) / 1000;
      yield task.batch();
      this.#release(task);
    }
  }

  #start(): void {
    while (this.#queue.length > 0 && this.#started.size < this.#threads.count + AHEAD) {
      const task = this.#queue.shift()!;
      const known = this.#free.pop();
      const fits = known !== undefined && known.byteLength >= task.bytes;
      this.#started.add(task);
      task.start(fits ? known : new SharedArrayBuffer(task.bytes), this.#threads);
    }
  }

  #release(task: BatchTask): void {
    if (!this.#started.delete(task)) return;
    this.#free.push(task.takeMemory());
    this.#start();
  }
}
