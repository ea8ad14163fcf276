/** Random numbers, the same on every machine. */
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

const SEED = 20210813;

/** Streams of different numbers never meet: a jump is 2^64 steps. */
export function randomStream(stream: number): RandomGenerator {
  const random = xoroshiro128plus(SEED);
  for (let jumps = 0; jumps < stream; jumps++) random.jump();
  return random;
}

/** Standard normal, by inversion. */
export function drawNormal(random: RandomGenerator): number {
  return normalQuantile(uniformFloat64(random), 0, 1);
}
