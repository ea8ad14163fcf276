// npm run bench:tables: how long the table of ten thousand journals takes, at first, in a process of its own later, and after one has grown.
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JournalEvent, LoadReport } from '../journal/event';
import { outcomeOf, tableOfExperiment } from '../results/experiment-status';
import { makeTable } from '../results/make-table';
import { OutcomeReader } from '../runner/store/outcome-reader';
import { StoreFolder } from '../runner/store/store-folder';
import { StoreReader } from '../runner/store/store-reader';
import type { Cell, Plan } from '../spec/cell';
import { makePlan } from '../spec/plan';
import { readSpec } from '../spec/read-spec';
import type { Spec } from '../spec/spec';
import { spreadOf } from './spread';

const [TASKS, INITIALIZATIONS, RUNS] = [10, 20, 50];
const EPOCHS = 40;
/** Journals that are still growing while the table is read again and again. */
const RUNNING = 4;
const REPEATS = 200;

function main(): void {
  const store = new StoreFolder(path.join(mkdtempSync(path.join(tmpdir(), 'warmstart-tables-')), '.warmstart'));
  try {
    const spec = specOf();
    const plan = makePlan(spec);
    const bytes = writeJournals(store, plan);
    console.log(
      `${plan.cells.length} journals of ${EPOCHS} epochs, ${Math.round(bytes / 1e6)} MB; node ${process.version}`,
    );
    const ofOutcomes = (reader: OutcomeReader) => makeTable(plan, reader.outcomes(plan), spec.statistics);
    const indexed = () => new OutcomeReader(store, outcomeOf);
    report('first read', [timed(() => ofOutcomes(indexed()))]);
    report(
      'read by another process',
      Array.from({ length: 10 }, () => timed(() => ofOutcomes(indexed()))),
    );
    const outcomes = indexed();
    const grows = (index: number) => {
      const { id } = plan.cells.at(-1 - (index % RUNNING))!;
      appendFileSync(store.cell(id).journal, line(epoch(EPOCHS + 1 + index, 0.5)));
    };
    report(
      'one journal has grown',
      repeated(grows, () => ofOutcomes(outcomes)),
    );
    const reader = new StoreReader(store);
    report('with curves, first read', [timed(() => tableOfExperiment(reader.experiment(plan), spec.statistics))]);
    report(
      'with curves, one has grown',
      repeated(grows, () => tableOfExperiment(reader.experiment(plan), spec.statistics)),
    );
  } finally {
    rmSync(path.dirname(store.root), { recursive: true });
  }
}

/** Times of `work` after each `change`, the first left out. */
function repeated(change: (index: number) => void, work: () => unknown): Time[] {
  work();
  return Array.from({ length: REPEATS }, (_, index) => {
    change(index);
    return timed(work);
  });
}

function specOf(): Spec {
  const names = (count: number, name: string) => Array.from({ length: count }, (_, index) => `${name} ${index + 1}`);
  const { spec } = readSpec(
    JSON.stringify({
      data: { images: { phantom: 'xray' } },
      tasks: names(TASKS, 'task').map((name, index) => ({
        name,
        kind: 'classification',
        data: 'images',
        training: { epochs: EPOCHS + index },
      })),
      initializations: names(INITIALIZATIONS, 'weights').map((name) => ({ name, weights: `${name}.safetensors` })),
      runs: RUNS,
    }),
  );
  return spec!;
}

/** All but the last few are finished. */
function writeJournals(store: StoreFolder, { cells }: Plan): number {
  let bytes = 0;
  for (const [index, cell] of cells.entries()) {
    mkdirSync(store.cell(cell.id).root, { recursive: true });
    const text = journalOf(cell, index, index < cells.length - RUNNING)
      .map(line)
      .join('');
    bytes += text.length;
    writeFileSync(store.cell(cell.id).journal, text);
  }
  return bytes;
}

function journalOf(cell: Cell, index: number, finished: boolean): JournalEvent[] {
  const value = 0.8 + ((index * 7919) % 1000) / 10_000;
  const header = {
    runtime: 'node',
    engine: 'tensorflow',
    engineVersion: 'tensorflow',
    device: 'CPU',
    warmstart: '0',
    host: 'bench',
    pid: 1,
  } as const;
  const epochs = Array.from({ length: EPOCHS }, (_, place) => epoch(place + 1, value));
  return [
    { time, type: 'started', attempt: 1, header, resumedFrom: 0 },
    { time, type: 'data', train: 100, validation: 20, test: 50, classes: ['a'], splitHash: cell.task.padEnd(64, '0') },
    { time, type: 'initialized', report: loadOf(cell) },
    ...epochs.flatMap((event): JournalEvent[] => [
      { time, type: 'progress', epoch: event.epoch, step: 10, steps: 20, loss: 0.5 },
      { time, type: 'progress', epoch: event.epoch, step: 20, steps: 20, loss: 0.5 },
      event,
    ]),
    ...(finished
      ? ([
          { time, type: 'evaluated', metric: 'auc', value, parts: { a: value } },
          { time, type: 'finished', bestEpoch: EPOCHS, epochs: EPOCHS, seconds: 100 },
        ] as const)
      : []),
  ];
}

function loadOf({ initialization, checkpoint }: Cell): LoadReport {
  return {
    source: checkpoint ?? initialization,
    sha256: initialization.padEnd(64, '0'),
    loaded: 23_561_152,
    total: 23_561_152,
    dropped: ['fc.weight', 'fc.bias'],
    missing: [],
    mismatched: [],
    layout: "torchvision's names",
    proof: { differing: 1, zeros: 0, batchNorm: { layers: 53, updated: 53, smallestVariance: 0.01 } },
  };
}

const time = '2026-01-01T00:00:00.000Z';

function epoch(number: number, value: number) {
  return {
    time,
    type: 'epoch',
    epoch: number,
    trainLoss: 0.4,
    validationLoss: 0.5 / number,
    validationMetric: value,
    learningRate: 2e-4,
    best: true,
    seconds: 2.5,
  } as const;
}

function line(event: JournalEvent): string {
  return `${JSON.stringify(event)}\n`;
}

interface Time {
  readonly wall: number;
  /** Of this process: what the wall shows on a machine that does nothing else. */
  readonly cpu: number;
}

function timed(work: () => unknown): Time {
  const [start, before] = [performance.now(), process.cpuUsage()];
  work();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - start, cpu: (user + system) / 1000 };
}

function report(what: string, times: readonly Time[]): void {
  const words = (name: string, values: readonly number[]) => {
    const sorted = values.toSorted((a, b) => a - b);
    const p95 = sorted[Math.ceil(0.95 * sorted.length) - 1]!;
    return `${name} median ${spreadOf(values).median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`;
  };
  const wall = words(
    'wall',
    times.map((time) => time.wall),
  );
  const cpu = words(
    'cpu',
    times.map((time) => time.cpu),
  );
  console.log(`${what.padEnd(28)} ${wall}; ${cpu}; n = ${times.length}`);
}

main();
