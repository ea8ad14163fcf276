/** A thread that works on pixels beside the trainer's. Its tasks take and return what can be cloned, or lies in shared memory. */
import { parentPort } from 'node:worker_threads';
import { fileDigest } from '../datasets/files-digest';
import { drawPhantom } from '../datasets/phantom/draw-phantom';
import { prepareExample } from '../datasets/prepare-example';
import { PreparedFile, type PreparedLayout } from '../datasets/prepared-file';
import { type BatchArrays, fillBatch, type PixelPlan } from './fill-batch';

/** Open for as long as the thread lives: an experiment has a few datasets. */
const files = new Map<string, PreparedFile>();

const TASKS = {
  /** Draws an image of a phantom dataset. */
  draw: drawPhantom,

  /** SHA-256 of a file; null where it cannot be read. */
  digest: fileDigest,

  /** Decodes and resizes an example. */
  prepare: prepareExample,

  /** Fills shared arrays with a batch's pixels. */
  fill: (layout: PreparedLayout, plan: PixelPlan, arrays: BatchArrays): void => {
    const file = files.get(layout.path) ?? new PreparedFile(layout);
    files.set(layout.path, file);
    fillBatch(file, plan, arrays);
  },
} as const;

export type DataTasks = typeof TASKS;

export interface DataOrder<Name extends keyof DataTasks = keyof DataTasks> {
  readonly id: number;
  readonly task: Name;
  readonly parameters: Parameters<DataTasks[Name]>;
}

export type DataReport = { readonly id: number } & (
  | { readonly result: unknown }
  /** `facts`: what cloning would lose of the error, for instance the path of a file. */
  | { readonly error: Error; readonly facts: Readonly<Record<string, unknown>> }
);

parentPort?.on('message', async ({ id, task, parameters }: DataOrder) => {
  let report: DataReport;
  try {
    // An order's parameters are those of its task, which the compiler cannot follow through the union of all.
    const perform = TASKS[task] as (...parameters: readonly unknown[]) => unknown;
    report = { id, result: await perform(...parameters) };
  } catch (caught) {
    const error = caught instanceof Error ? caught : new Error(String(caught));
    report = { id, error, facts: { ...error } };
  }
  parentPort?.postMessage(report);
});
