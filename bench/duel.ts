/** Two contenders at the same work, taking turns, so that whatever else the machine does hits both. */
import type { Contender } from './contender';
import { type Spread, spreadOf } from './spread';

export interface Side {
  /** From the start of the process to the end of its first step. */
  readonly startSeconds: Spread;
  readonly stepMilliseconds: Spread;
  readonly peakMegabytes: Spread;
}

export interface DuelResult {
  readonly rounds: number;
  readonly ours: Side;
  readonly peer: Side;
  /** The peer's time over ours, round by round: above 1, we are faster. */
  readonly ratio: Spread;
  /** Our peak memory over the peer's, bout by bout: below 1, we need less. */
  readonly memoryRatio: Spread;
  /** The peer's time to the first step over ours, bout by bout. */
  readonly startRatio: Spread;
}

export interface DuelLength {
  /** Times that both start anew; memory and start have one value a bout. */
  readonly bouts: number;
  /** Steps of each side in a bout. */
  readonly rounds: number;
  /** No round of a bout begins after this many seconds, once `leastRounds` are done. */
  readonly seconds: number;
  readonly leastRounds: number;
}

interface Measured {
  readonly startSeconds: number;
  readonly milliseconds: readonly number[];
  readonly peakMegabytes: number;
}

interface Contenders {
  readonly ours: () => Contender;
  readonly peer: () => Contender;
}

/** Steps that count for neither side: caches fill, threads start. */
const WARM_UP = 2;

export async function duel(start: Contenders, length: DuelLength): Promise<DuelResult> {
  const bouts: { readonly ours: Measured; readonly peer: Measured }[] = [];
  while (bouts.length < length.bouts) bouts.push(await bout(start, length));
  const sideOf = (name: 'ours' | 'peer'): Side => ({
    startSeconds: spreadOf(bouts.map(({ [name]: side }) => side.startSeconds)),
    stepMilliseconds: spreadOf(bouts.flatMap(({ [name]: side }) => side.milliseconds)),
    peakMegabytes: spreadOf(bouts.map(({ [name]: side }) => side.peakMegabytes)),
  });
  const ratios = bouts.flatMap(({ ours, peer }) =>
    peer.milliseconds.map((time, round) => time / ours.milliseconds[round]!),
  );
  return {
    rounds: ratios.length,
    ours: sideOf('ours'),
    peer: sideOf('peer'),
    ratio: spreadOf(ratios),
    memoryRatio: spreadOf(bouts.map(({ ours, peer }) => ours.peakMegabytes / peer.peakMegabytes)),
    startRatio: spreadOf(bouts.map(({ ours, peer }) => peer.startSeconds / ours.startSeconds)),
  };
}

async function bout(
  start: Contenders,
  { rounds, seconds, leastRounds }: DuelLength,
): Promise<{ ours: Measured; peer: Measured }> {
  const running: Contender[] = [];
  const open = async (make: () => Contender) => {
    const contender = make();
    running.push(contender);
    return { contender, startSeconds: await contender.ready(), milliseconds: [] as number[] };
  };
  try {
    const peer = await open(start.peer);
    const ours = await open(start.ours);
    for (let step = 0; step < WARM_UP; step++) for (const { contender } of [peer, ours]) await contender.step();
    const started = performance.now();
    for (let round = 0; round < rounds; round++) {
      if (round >= leastRounds && performance.now() - started > seconds * 1000) break;
      for (const side of round % 2 === 0 ? [peer, ours] : [ours, peer]) {
        side.milliseconds.push(await side.contender.step());
      }
    }
    const end = async ({ contender, ...measured }: typeof ours): Promise<Measured> => ({
      ...measured,
      peakMegabytes: await contender.end(),
    });
    return { ours: await end(ours), peer: await end(peer) };
  } finally {
    for (const contender of running) contender.kill();
  }
}
