/** Draws the experiments of a section on as many threads as there are. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Chunk } from './experiment';
import type { Rates, Section } from './section';

/** What is drawn does not depend on the number of threads: chunks have one size and streams of their own. */
const CHUNK = 1000;

/** `program`: the bundle of worker.ts. */
export async function drawRates(
  { rows, columns }: Section,
  draws: number,
  program: string,
  threads: number,
): Promise<Rates> {
  const experiments = rows.flatMap((row) => row.experiments);
  const sums = await countChunks(
    experiments.flatMap((experiment) => chunksOf(experiment, draws)),
    program,
    threads,
  );
  const each = Math.ceil(draws / CHUNK);
  const rates = experiments.map((_, place) => ({ sum: total(sums.slice(place * each, (place + 1) * each)), draws }));
  return rows.map((_, row) => rates.slice(row * columns.length, (row + 1) * columns.length));
}

function chunksOf(experiment: Chunk['experiment'], draws: number): Chunk[] {
  return Array.from({ length: Math.ceil(draws / CHUNK) }, (_, stream) => ({
    experiment,
    stream,
    draws: Math.min(CHUNK, draws - stream * CHUNK),
  }));
}

async function countChunks(chunks: readonly Chunk[], program: string, threads: number): Promise<number[]> {
  const sums = new Array<number>(chunks.length);
  let next = 0;
  const lane = async () => {
    const worker = new Worker(program);
    try {
      while (next < chunks.length) {
        const place = next++;
        worker.postMessage(chunks[place]);
        [sums[place]] = await once(worker, 'message');
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: threads }, lane));
  return sums;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
