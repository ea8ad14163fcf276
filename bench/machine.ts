/** The machine that measures, and how much of it both sides may take. */
import { availableParallelism, cpus } from 'node:os';

export const THREADS = availableParallelism();

/** For the processes of either side. */
export const THREAD_ENVIRONMENT = { BENCH_THREADS: `${THREADS}`, OMP_NUM_THREADS: `${THREADS}` };

export const PROCESSOR = cpus()[0]!.model;

/** Day, processor, threads and Node: what stands before the figures of the docs. */
export function machineText(): string {
  return `${new Date().toISOString().slice(0, 10)}, ${PROCESSOR}, ${THREADS} threads, Node ${process.version}`;
}
