/** Two contenders at the same work, taking turns, so that whatever else the machine does hits both. */
import type { Contender } from './contender';
import { type Spread, spreadOf } from './spread';

export interface Side {
  /** From the start of the process to the end of its first step. */
  readonly startSeconds: number;
  readonly stepMilliseconds: Spread;
  readonly peakMegabytes: number;
}

export interface DuelResult {
  readonly rounds: number;
  readonly ours: Side;
  readonly peer: Side;
  /** The peer's time over ours, round by round: above 1, we are faster. */
  readonly ratio: Spread;
  /** Our peak memory over the peer's: below 1, we need less. */
  readonly memoryRatio: number;
  /** The peer's time to the first step over ours. */
  readonly startRatio: number;
}

export interface DuelLength {
  readonly rounds: number;
  /** No round begins after this many seconds, once `leastRounds` are done. */
  readonly seconds: number;
  readonly leastRounds: number;
}

/** Steps that count for neither side: caches fill, threads start. */
const WARM_UP = 2;

export async function duel(
  start: { ours: () => Contender; peer: () => Contender },
  { rounds, seconds, leastRounds }: DuelLength,
): Promise<DuelResult> {
  const running: Contender[] = [];
  const open = async (make: () => Contender) => {
    const contender = make();
    running.push(contender);
    return { contender, startSeconds: await contender.ready(), times: [] as number[] };
  };
  try {
    const peer = await open(start.peer);
    const ours = await open(start.ours);
    for (let step = 0; step < WARM_UP; step++) for (const { contender } of [peer, ours]) await contender.step();
    const started = performance.now();
    for (let round = 0; round < rounds; round++) {
      if (round >= leastRounds && performance.now() - started > seconds * 1000) break;
      for (const side of round % 2 === 0 ? [peer, ours] : [ours, peer]) side.times.push(await side.contender.step());
    }
    const sideOf = async ({ contender, startSeconds, times }: typeof ours): Promise<Side> => ({
      startSeconds,
      stepMilliseconds: spreadOf(times),
      peakMegabytes: await contender.end(),
    });
    const result = { ours: await sideOf(ours), peer: await sideOf(peer) };
    return {
      ...result,
      rounds: ours.times.length,
      ratio: spreadOf(peer.times.map((time, round) => time / ours.times[round]!)),
      memoryRatio: result.ours.peakMegabytes / result.peer.peakMegabytes,
      startRatio: result.peer.startSeconds / result.ours.startSeconds,
    };
  } finally {
    for (const contender of running) contender.kill();
  }
}
