/** The threads that work on pixels beside the trainer's. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DataOrder, DataReport, DataTasks } from './data-worker';

type Result<Name extends keyof DataTasks> = Awaited<ReturnType<DataTasks[Name]>>;

/** More have nothing to do: a batch takes far less time to make than a step on it. */
const MOST_THREADS = 8;

export class DataThreads {
  /** How many threads there are once there is work for all of them. */
  readonly count: number;
  readonly #threads = new Set<DataThread>();

  /** @param count changes no result */
  constructor(count: number = Math.min(MOST_THREADS, availableParallelism())) {
    this.count = count;
  }

  /** Has a task done by the thread with the least to do. @throws what the task throws, and when its thread ends before it is done */
  run<Name extends keyof DataTasks>(task: Name, ...parameters: Parameters<DataTasks[Name]>): Promise<Result<Name>> {
    return this.#leastBusy().run(task, parameters);
  }

  /** Ends the threads and fails what they have not done. */
  async dispose(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.end()));
  }

  #leastBusy(): DataThread {
    const [least] = [...this.#threads].sort((a, b) => a.orders - b.orders);
    if (least && (least.orders === 0 || this.#threads.size >= this.count)) return least;
    // One that has ended, for lack of memory for instance, makes room for another.
    const thread = new DataThread(() => this.#threads.delete(thread));
    this.#threads.add(thread);
    return thread;
  }
}

/** One thread and what it has been asked for. */
class DataThread {
  readonly #worker: Worker;
  readonly #open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #last = 0;

  constructor(ended: () => void) {
    // Beside this file: in a bundle its neighbour, in the sources TypeScript, which needs its loader in every thread.
    const extension = path.extname(__filename);
    this.#worker = new Worker(path.join(__dirname, `data-worker${extension}`), {
      execArgv: extension === '.ts' ? ['--require', 'tsx/cjs'] : [],
    });
    this.#worker.on('message', (report: DataReport) => this.#settle(report));
    this.#worker.on('error', (error) => this.#failAll(error));
    this.#worker.on('exit', () => {
      ended();
      this.#failAll(new Error('A thread that works on pixels ended before its work was done.'));
    });
    // An idle thread must not keep a finished process alive.
    this.#worker.unref();
  }

  /** Orders that are not done. */
  get orders(): number {
    return this.#open.size;
  }

  run<Name extends keyof DataTasks>(task: Name, parameters: Parameters<DataTasks[Name]>): Promise<Result<Name>> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      // The thread answers with what the task of that name returns.
      this.#open.set(id, { resolve: (value) => resolve(value as Result<Name>), reject });
      this.#worker.ref();
      this.#worker.postMessage({ id, task, parameters } satisfies DataOrder<Name>);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(report: DataReport): void {
    const order = this.#open.get(report.id);
    this.#open.delete(report.id);
    if (this.#open.size === 0) this.#worker.unref();
    if ('error' in report) order?.reject(Object.assign(report.error, report.facts));
    else order?.resolve(report.result);
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#open.values()) reject(error);
    this.#open.clear();
  }
}
