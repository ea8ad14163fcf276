/**
 * npm run fuzz: opens mutated files of weights, a million of them unless `-- --inputs N` says otherwise, and looks for anything but a
 * reading or a WeightsError: other errors, more than a second of processor time, more memory than the file's and 100 MB. `--seed N` begins
 * elsewhere. What is found is written below `fuzz-findings/`; it becomes a case of test/runner/weights/hostile.test.ts.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MemorySource } from '../../runner/weights/byte-source';
import { readContainer } from '../../runner/weights/open-weights';
import { WeightsError } from '../../runner/weights/weights-error';
import {
  BUILD,
  call,
  dict,
  global,
  integer,
  NONE,
  pickle,
  pytorchFile,
  REDUCE,
  SETITEM,
  tensor,
  text,
  tuple,
} from '../runner/weights/assemble';
import { unpackGolden } from '../runner/weights/golden-files';
import { HOSTILE_PICKLES } from '../runner/weights/hostile-pickles';
import { mutate } from './mutate';
import { RandomNumbers } from './random-numbers';

const LIMIT_MS = 1000;
/** Beside the file's own. */
const LIMIT_MEGABYTES = 100;
const REPORT_EVERY = 50_000;
const TENSORFLOW = 'model.ckpt-225206.index';
const FALSE = Buffer.from('\x89', 'latin1');

interface Seed {
  readonly format: string;
  readonly bytes: Buffer;
  /** The other file of a TensorFlow checkpoint. */
  readonly beside: Uint8Array<ArrayBuffer>;
}

interface Tally {
  inputs: number;
  readings: number;
  /** By the code of the error. */
  readonly refusals: Map<string, number>;
  slowestMs: number;
}

async function main(): Promise<void> {
  const options = { inputs: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } } as const;
  const { values } = parseArgs({ options });
  const random = new RandomNumbers(Number(values.seed));
  const seeds = await makeSeeds();
  const tallies = new Map<string, Tally>();
  const started = performance.now();
  let findings = 0;
  for (let input = 1; input <= Number(values.inputs); input++) {
    const seed = random.pick(seeds);
    const bytes = mutate(seed.bytes, random.pick(seeds).bytes, random);
    const tally = tallies.get(seed.format) ?? { inputs: 0, readings: 0, refusals: new Map(), slowestMs: 0 };
    tallies.set(seed.format, tally);
    const fault = await attempt(seed, bytes, tally);
    if (fault !== null) report(++findings, seed.format, bytes, fault);
    if (input % REPORT_EVERY === 0) console.log(`${input} inputs, ${seconds(started)} s, ${findings} findings`);
  }
  console.log(
    `\n${values.inputs} inputs (seed ${values.seed}) in ${seconds(started)} s, ${findings} findings, peak memory ${peak()} MB`,
  );
  for (const [format, { inputs, readings, refusals, slowestMs }] of [...tallies].sort()) {
    const codes = [...refusals].sort().map(([code, count]) => `${code} ${count}`);
    console.log(
      `${format}: ${inputs} inputs, ${readings} read, ${codes.join(', ')}; slowest ${Math.ceil(slowestMs)} ms`,
    );
  }
  process.exitCode = findings > 0 ? 1 : 0;
}

/** Opens a file and reads some of its tensors. Returns what is wrong with how that went; null when nothing is. */
async function attempt({ beside }: Seed, bytes: Buffer, tally: Tally): Promise<string | null> {
  const started = process.cpuUsage();
  const [held, peakBefore] = [memory(), peak()];
  tally.inputs++;
  try {
    const source = new MemorySource('mutated', new Uint8Array(bytes));
    const { tensors } = await readContainer(source, () => new MemorySource('beside', beside));
    for (const tensor of tensors.slice(0, 4)) {
      const { length } = tensor.read();
      if (length !== tensor.byteLength) return `${tensor.name} has ${length} bytes instead of ${tensor.byteLength}`;
    }
    tally.readings++;
  } catch (error) {
    if (!(error instanceof WeightsError)) return String((error as Error).stack);
    tally.refusals.set(error.code, (tally.refusals.get(error.code) ?? 0) + 1);
  }
  // Of processor time: what else the machine does is no finding.
  const { user, system } = process.cpuUsage(started);
  const ms = (user + system) / 1000;
  tally.slowestMs = Math.max(tally.slowestMs, ms);
  if (ms > LIMIT_MS) return `it took ${Math.round(ms)} ms`;
  const taken = peak() > peakBefore ? peak() - held : 0;
  return taken > bytes.length / 2 ** 20 + LIMIT_MEGABYTES ? `it took ${taken} MB` : null;
}

async function makeSeeds(): Promise<Seed[]> {
  const nothing = new Uint8Array(0);
  const golden = (
    folder: string,
    files: readonly (readonly [format: string, file: string, beside?: string])[],
  ): Seed[] => {
    const unpacked = unpackGolden(folder);
    const seeds = files.map(([format, file, beside]) => ({
      format,
      bytes: readFileSync(join(unpacked, file)),
      beside: beside === undefined ? nothing : new Uint8Array(readFileSync(join(unpacked, beside))),
    }));
    rmSync(unpacked, { recursive: true });
    return seeds;
  };
  const small = pickle(dict('state_dict', dict('conv1.weight', tensor([2, 2], [2, 1]))));
  const values = call('_codecs', 'encode', text('\x00\x80ÿ\x7f'), text('latin1'));
  const state = tuple(integer(1), tuple(integer(4)), call('numpy', 'dtype', text('u1')), FALSE, values);
  const maker = global('numpy.core.multiarray', '_reconstruct');
  const arrays = pickle(
    dict('plain', Buffer.concat([maker, tuple(), REDUCE, state, BUILD])),
    Buffer.concat([text('dill'), call('dill._dill', '_create_array', maker, tuple(), state, NONE), SETITEM]),
    Buffer.concat([text('random'), call('numpy.random._pickle', '__randomstate_ctor', text('MT19937')), SETITEM]),
  );
  const made = [
    { format: 'pytorch-zip', bytes: await pytorchFile(small), beside: nothing },
    ...HOSTILE_PICKLES.map(([, bytes]) => ({ format: 'pickle', bytes, beside: nothing })),
  ];
  const words = ['version https://git-lfs.github.com/spec/v1', '\ufeff<!doctype html>', 'model_checkpoint_path: "a"'];
  return [
    // Each format about as often as the others.
    ...made,
    ...words.map((word) => ({ format: 'text', bytes: Buffer.from(word), beside: nothing })),
    ...repeat(40, [
      { format: 'pickle of arrays', bytes: arrays, beside: nothing },
      ...golden('containers', [
        ['pytorch-zip', 'parallel.pth'],
        ['pytorch-zip', 'deflated.pth'],
        ['pytorch-legacy', 'kinds-legacy.pth'],
        ['npz', 'arrays.npz'],
        ['npz', 'compressed.npz'],
        ['npy', 'one.npy'],
      ]),
      {
        format: 'safetensors',
        bytes: readFileSync(join(import.meta.dirname, '../runner/weights/golden/kinds.safetensors')),
        beside: nothing,
      },
    ]),
    ...repeat(40, golden('layouts', [['tensorflow', TENSORFLOW, TENSORFLOW.replace('index', 'data-00000-of-00001')]])),
    // Ten times as long as the others.
    ...repeat(4, golden('layouts', [['dill', 'pretrain_res50x1.pkl']])),
  ];
}

function repeat<Item>(times: number, items: readonly Item[]): Item[] {
  return Array.from({ length: times }, () => items).flat();
}

function report(number: number, format: string, bytes: Buffer, fault: string): void {
  mkdirSync('fuzz-findings', { recursive: true });
  const file = join('fuzz-findings', `${format}-${number}.bin`);
  writeFileSync(file, bytes);
  console.log(`${file}: ${fault}`);
}

function memory(): number {
  return Math.round(process.memoryUsage.rss() / 2 ** 20);
}

function peak(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 1000);
}

void main();
