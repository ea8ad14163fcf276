import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json';
import type { TrainingJob } from './cell';

/** The first 16 hexadecimal digits of the SHA-256 of a job's canonical JSON: 64 bits tell any number of cells apart. */
export function jobId(job: TrainingJob): string {
  return createHash('sha256').update(canonicalJson(job)).digest('hex').slice(0, 16);
}

/**
 * The seed of a run, in [0, 2^31). It depends on the spec's seed and the run alone, so that run 3 of every initialization draws the same head,
 * order and augmentation. Run 0 is pre-training.
 */
export function runSeed(specSeed: number, run: number): number {
  return createHash('sha256').update(`${specSeed}/${run}`).digest().readUInt32BE() >>> 1;
}
