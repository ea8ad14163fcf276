import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RuntimeHeader } from '../../journal/event';
import type { RunRecord } from '../../journal/run-record';
import type { Engine } from '../../runner/engines/engine';
import { openEngine } from '../../runner/engines/open-engine';
import type { Preparing } from '../../runner/preparing';
import { type PlanRun, runPlan } from '../../runner/run-plan';
import { StopRequest } from '../../runner/stop-request';
import { type CellFolder, StoreFolder } from '../../runner/store/store-folder';
import { StoreReader } from '../../runner/store/store-reader';
import type { Cell, Plan, Work } from '../../spec/cell';
import { makePlan } from '../../spec/plan';
import { readSpec } from '../../spec/read-spec';
import type { TrainingSettings } from '../../spec/spec';
import { png } from './datasets/temporary-dataset';

const TRAINING = '{image-size: 32, batch-size: 8, epochs: 2}';
const SPEC = `protocol: quick
network: {encoder: resnet18, width: 8}
data:
  textures: {phantom: textures, images: 48, size: 32, seed: 1}
  x-rays: {phantom: xray, images: 32, size: 32, seed: 3, split: {train: 0.5, validation: 0.25, test: 0.25}}
tasks:
  - {name: nodules, kind: classification, data: x-rays, training: ${TRAINING}}
initializations:
  - random
  - {name: upstream, pretrain: {from: random, on: textures, method: supervised, training: ${TRAINING}}}
runs: 1
`;

const header: RuntimeHeader = {
  runtime: 'node',
  engine: 'wasm',
  engineVersion: 'wasm',
  device: 'CPU',
  warmstart: 'source',
  host: 'here',
  pid: process.pid,
};

describe('a runner at work on a plan', function () {
  this.timeout(120_000);
  let engine: Engine;
  before(async () => {
    engine = await openEngine('wasm');
  });

  const newStore = () => new StoreFolder(mkdtempSync(path.join(tmpdir(), 'warmstart-plan-')));
  const planOf = (text: string): Plan => makePlan(readSpec(text, { fileExists: () => true }).spec!);
  const plan = planOf(SPEC);
  const [random, upstream] = plan.cells as [Cell, Cell];

  function run(store: StoreFolder, change: Partial<PlanRun> = {}): Promise<void> {
    const { signal } = new AbortController();
    const defaults = { plan, cells: plan.cells, store, engine, header, fresh: false, stop: signal, checkpointEvery: 0 };
    const since = new Date().toISOString();
    return runPlan({ ...defaults, since, ...change });
  }

  function record(store: StoreFolder, { id }: { id: string }): RunRecord {
    return new StoreReader(store).record(id);
  }

  /** Aborts, as a signal or a stop file does, once a run has so many epochs. */
  function stopAfter(epochs: number, store: StoreFolder, { id }: { id: string }): AbortSignal {
    const stop = new AbortController();
    const timer = setInterval(() => {
      if (new StoreReader(store).record(id).epochs.length < epochs) return;
      clearInterval(timer);
      stop.abort(new StopRequest());
    }, 1);
    return stop.signal;
  }

  it('finishes pre-training first, then every cell, and keeps of the checkpoints only the best', async () => {
    const store = newStore();
    await run(store);
    for (const work of [...plan.pretraining, ...plan.cells]) {
      const { attempts, epochs, result, ending } = record(store, work);
      assert.deepEqual([attempts, epochs.length, ending?.type], [1, 2, 'finished']);
      assert.ok(result!.value >= 0 && result!.value <= 1);
      assert.equal(existsSync(store.cell(work.id).last), false);
      assert.equal(existsSync(store.cell(work.id).lease), false);
    }
    const { load } = record(store, upstream);
    assert.equal(load!.loaded, load!.total);
    assert.equal(load!.sha256, hashOf(store.cell(upstream.needs!).encoder));
  });

  it('stops between two steps when asked to, and goes on from the last checkpoint', async () => {
    const store = newStore();
    const cells = [random];
    await assert.rejects(run(store, { cells, stop: stopAfter(1, store, random) }), StopRequest);
    assert.deepEqual(record(store, random).ending, { type: 'stopped', epoch: 1 });
    assert.equal(existsSync(store.cell(random.id).lease), false);
    await run(store, { cells });
    const started = linesOf(store, random).filter(({ type }) => type === 'started');
    assert.deepEqual(
      started.map(({ attempt, resumedFrom }) => [attempt, resumedFrom]),
      [
        [1, 0],
        [2, 1],
      ],
    );
    assert.equal(record(store, random).ending?.type, 'finished');
  });

  it('ends in the same weights with any number of threads for data', async () => {
    const stores = [1, 3].map((threads) => ({ threads, store: newStore() }));
    // Crops, flips and rotations, and a last batch of another size.
    const cell = retrained(random, { augmentation: 'crop-flip-rotate', batchSize: 6 });
    for (const { threads, store } of stores) await run(store, { cells: [cell], threads });
    const [one, three] = stores.map(({ store }) => store.cell(cell.id)) as [CellFolder, CellFolder];
    assert.equal(hashOf(three.best), hashOf(one.best));
    assert.equal(hashOf(three.predictions), hashOf(one.predictions));
  });

  it('trains by every number of the recipe', async () => {
    const store = newStore();
    const weightsOf = async (training: Partial<TrainingSettings>) => {
      const cell = retrained(random, { epochs: 1, ...training });
      await run(store, { cells: [cell], fresh: true });
      assert.equal(record(store, cell).ending?.type, 'finished');
      return hashOf(store.cell(cell.id).best);
    };
    const usual = await weightsOf({});
    assert.equal(await weightsOf({ beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, resize: 36 }), usual);
    for (const training of [
      { beta1: 0.5 },
      { beta2: 0.9 },
      { epsilon: 1e-3 },
      { weightDecay: 0.1 },
      { resize: 40 },
      { augmentation: { kind: 'flip', flipProbability: 0 } },
    ] as const)
      assert.notEqual(await weightsOf(training), usual, JSON.stringify(training));
  });

  it('notes how long steps waited for data, at most as long as the epoch took', async () => {
    const store = newStore();
    await run(store, { cells: [random] });
    for (const { seconds, waited } of record(store, random).epochs)
      assert.ok(waited !== undefined && waited >= 0 && waited < seconds, `${waited} of ${seconds} s`);
  });

  it('says which task could not be scored before it trains the first, and pre-trains on the same data', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'warmstart-data-'));
    const parts = ['train', 'train', 'train', 'train', 'validation', 'validation', 'test', 'test'];
    const rows = parts.map((part, i) => `${i}.png,${Number(part !== 'test' && i % 2 === 0)},0,${part}`);
    writeFileSync(path.join(folder, 'labels.csv'), `image,nodule,mass,part\n${rows.join('\n')}\n`);
    for (const i of parts.keys()) writeFileSync(path.join(folder, `${i}.png`), await png(32, 32));
    const own = planOf(
      SPEC.replace(
        'tasks:',
        `  mine: {root: ${folder}, labels: labels.csv, label-columns: [nodule, mass], split-column: part}\ntasks:`,
      )
        .replace('initializations:', `  - {name: findings, data: mine, training: ${TRAINING}}\ninitializations:`)
        .replace('on: textures', 'on: mine'),
    );
    const cellOf = (task: string, initialization: string) =>
      own.cells.find((cell) => cell.task === task && cell.initialization === initialization)!;
    const store = newStore();
    await run(store, { plan: own, cells: own.cells.filter(({ notApplicable }) => notApplicable === null) });
    const { epochs, ending } = record(store, cellOf('findings', 'random'));
    assert.ok(ending?.type === 'failed' && ending.code === 'data');
    assert.deepEqual(epochs, []);
    assert.ok(ending.message.startsWith(`${folder}: the AUC of the test part is not defined: `), ending.message);
    assert.match(ending.message, /none of nodule, mass has both .* among its 2\. Give the test part more of them\.$/);
    const timeOf = (work: Work, type: string) => String(linesOf(store, work).find((line) => line.type === type)!.time);
    for (const work of [...own.pretraining, cellOf('nodules', 'random'), cellOf('nodules', 'upstream')]) {
      assert.equal(record(store, work).ending?.type, 'finished');
      assert.ok(timeOf(cellOf('findings', 'random'), 'failed') <= timeOf(work, 'started'));
    }
  });

  it('says what is wrong with the data of any task before it trains the first', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'warmstart-data-'));
    writeFileSync(path.join(folder, 'labels.csv'), 'image,nodule\ngone.png,1\nlost.png,0\n');
    const own = planOf(
      SPEC.replace('tasks:', `  mine: {root: ${folder}, labels: labels.csv, label-columns: [nodule]}\ntasks:`).replace(
        'initializations:',
        `  - {name: findings, data: mine, training: ${TRAINING}}\ninitializations:`,
      ),
    );
    const store = newStore();
    await run(store, { plan: own, cells: own.cells });
    const timesOf = (task: string, type: string) =>
      own.cells
        .filter((cell) => cell.task === task)
        .map((cell) => String(linesOf(store, cell).find((line) => line.type === type)!.time));
    const [failed, started] = [timesOf('findings', 'failed'), timesOf('nodules', 'started')];
    assert.deepEqual([failed.length, started.length], [2, 2]);
    assert.ok([...failed, ...started].every((time, index, times) => index === 0 || times[index - 1]! <= time));
  });

  it('says which images of any task are damaged before it trains the first, and trains the others', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'warmstart-data-'));
    const names = Array.from({ length: 12 }, (_, i) => `${i}.png`);
    writeFileSync(
      path.join(folder, 'labels.csv'),
      `image,nodule\n${names.map((name, i) => `${name},${i % 2}`).join('\n')}\n`,
    );
    const image = await png(32, 32);
    for (const name of names) writeFileSync(path.join(folder, name), image);
    for (const name of ['3.png', '8.png']) writeFileSync(path.join(folder, name), image.subarray(0, image.length / 2));
    const split = '{train: 0.5, validation: 0.25, test: 0.25}';
    const own = planOf(
      SPEC.replace(
        'tasks:',
        `  mine: {root: ${folder}, labels: labels.csv, label-columns: [nodule], split: ${split}}\ntasks:`,
      ).replace('initializations:', `  - {name: findings, data: mine, training: ${TRAINING}}\ninitializations:`),
    );
    const store = newStore();
    const told: (Preparing | null)[] = [];
    await run(store, { plan: own, cells: own.cells, preparing: (now) => told.push(now) });
    const eventsOf = (task: string) =>
      own.cells.filter((cell) => cell.task === task).flatMap((cell) => linesOf(store, cell));
    const failed = eventsOf('findings').filter(({ type }) => type === 'failed');
    assert.equal(failed.length, 2);
    assert.match(String(failed[0]!.message), /3\.png: .*8\.png: /s);
    const started = eventsOf('nodules').filter(({ type }) => type === 'started');
    assert.ok(failed.every(({ time }) => started.every((other) => String(time) <= String(other.time))));
    assert.equal(eventsOf('nodules').filter(({ type }) => type === 'finished').length, 2);
    assert.deepEqual(told.slice(-2), [{ dataset: 'mine', step: 'preparing', done: 12, total: 12 }, null]);
  });

  it('prepares once what tasks reach by other names and links', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'warmstart-data-'));
    const real = path.join(folder, 'real');
    mkdirSync(real);
    for (const name of ['link', 'other']) symlinkSync(real, path.join(folder, name));
    const names = Array.from({ length: 12 }, (_, i) => `${i}.png`);
    const rows = names.map((name, i) => `${name},${i % 2}`).join('\n');
    writeFileSync(path.join(real, 'labels.csv'), `image,nodule\n${rows}\n`);
    for (const name of names) writeFileSync(path.join(real, name), await png(32, 32));
    const places = ['real', 'link', 'other'];
    const own = planOf(`protocol: quick
network: {encoder: resnet18, width: 8}
data:
${places.map((name) => `  ${name}: {root: ${path.join(folder, name)}, labels: labels.csv, label-columns: [nodule], split: {train: 0.5, validation: 0.25, test: 0.25}}`).join('\n')}
tasks:
${places.map((name) => `  - {name: of-${name}, data: ${name}, training: ${TRAINING}}`).join('\n')}
initializations: [random]
runs: 1
`);
    const store = newStore();
    const told: (Preparing | null)[] = [];
    await run(store, { plan: own, cells: own.cells, preparing: (now) => told.push(now) });
    assert.deepEqual(new Set(told.flatMap((now) => now?.dataset ?? [])), new Set(['real']));
    for (const cell of own.cells) assert.equal(record(store, cell).ending?.type, 'finished');
  });

  it('starts a run anew, with the same result, when its checkpoint is damaged', async () => {
    const [damaged, whole] = [newStore(), newStore()];
    const cells = [random];
    await assert.rejects(run(damaged, { cells, stop: stopAfter(1, damaged, random) }), StopRequest);
    writeFileSync(damaged.cell(random.id).last, 'torn');
    await run(damaged, { cells });
    await run(whole, { cells });
    assert.equal(hashOf(damaged.cell(random.id).best), hashOf(whole.cell(random.id).best));
    assert.equal(record(damaged, random).epochs.length, 2);
  });

  it('shares a store with another runner: every run is done once', async () => {
    const store = newStore();
    await Promise.all([run(store), run(store)]);
    for (const work of [...plan.pretraining, ...plan.cells]) {
      const { attempts, ending } = record(store, work);
      assert.deepEqual([attempts, ending?.type], [1, 'finished']);
    }
  });

  it('pre-trains once for all specs of a store, one after another and at once', async () => {
    const other = planOf(SPEC.replace('x-rays, training: {', 'x-rays, training: {learning-rate: 2e-3, '));
    assert.deepEqual(
      other.pretraining.map(({ id }) => id),
      plan.pretraining.map(({ id }) => id),
    );
    const asOther = { plan: other, cells: other.cells };
    const [inTurn, atOnce] = [newStore(), newStore()];
    await run(inTurn);
    await run(inTurn, asOther);
    await Promise.all([run(atOnce), run(atOnce, asOther)]);
    for (const store of [inTurn, atOnce]) {
      const [node] = plan.pretraining;
      assert.equal(linesOf(store, node!).filter(({ type }) => type === 'started').length, 1);
      for (const { id, needs } of [...plan.cells, ...other.cells]) {
        const { ending, load } = record(store, { id });
        assert.equal(ending?.type, 'finished');
        assert.equal(load?.sha256, needs === null ? undefined : hashOf(store.cell(node!.id).encoder));
      }
    }
    assert.equal(hashOf(atOnce.cell(other.cells[1]!.id).best), hashOf(inTurn.cell(other.cells[1]!.id).best));
  });

  it('leaves a run that another runner has taken over, and its journal, alone', async () => {
    const store = newStore();
    const { lease, journal } = store.cell(random.id);
    const stop = new AbortController();
    const running = run(store, { cells: [random], stop: stop.signal });
    const left = assert.rejects(running, StopRequest);
    // Its data is there: from here on it looks at its lease after every step.
    while (!existsSync(journal) || !readFileSync(journal, 'utf8').includes('"initialized"'))
      await new Promise((resolve) => setTimeout(resolve, 1));
    const facts = JSON.parse(readFileSync(lease, 'utf8')) as object;
    writeFileSync(lease, JSON.stringify({ ...facts, nonce: 'another', host: 'elsewhere' }));
    const waited = new Promise((resolve) => setTimeout(resolve, 2_000));
    await waited;
    stop.abort(new StopRequest());
    await left;
    assert.equal(record(store, random).ending, null);
    assert.match(readFileSync(lease, 'utf8'), /another/);
  });

  it('trains afresh when told to, puts what was there aside, and gets the same', async () => {
    const store = newStore();
    const cells = [upstream];
    await run(store, { cells });
    const before = hashOf(store.cell(upstream.id).predictions);
    await run(store, { cells, fresh: true });
    assert.equal(hashOf(store.cell(upstream.id).predictions), before);
    assert.equal(record(store, upstream).attempts, 1);
    const aside = readdirSync(store.cells).filter((name) => name.includes('.before-'));
    assert.equal(aside.length, 2, 'the cell and its pre-training');
  });

  it('fails the runs whose pre-training failed, says why, and does the others', async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'warmstart-data-'));
    mkdirSync(path.join(root, 'well'));
    writeFileSync(path.join(root, 'well', 'only.png'), '');
    const broken = planOf(SPEC.replace('{phantom: textures, images: 48, size: 32, seed: 1}', JSON.stringify(root)));
    const store = newStore();
    await run(store, { plan: broken, cells: broken.cells });
    const [good, child] = broken.cells as [Cell, Cell];
    assert.equal(record(store, good).ending?.type, 'finished');
    const { ending } = record(store, child);
    assert.ok(ending?.type === 'failed' && ending.code === 'upstream');
    assert.ok(ending.message.includes(root), ending.message);
  });

  it('fails a run whose loss is no number any more, with the place, and does the others', async () => {
    const store = newStore();
    const wild = retrained(random, { learningRate: 1e38 });
    await run(store, { cells: [wild, random] });
    const { ending } = record(store, wild);
    assert.ok(ending?.type === 'failed' && ending.code === 'diverged', JSON.stringify(ending));
    assert.match(ending.message, /at step 2 of epoch 1, learning rate 1e\+38\. No epoch was finished\. Lower/);
    assert.equal(record(store, random).ending?.type, 'finished');
  });

  it('stops early after epochs without a better validation loss, and tests on ten crops', async () => {
    const store = newStore();
    // A rate too small to move a weight: the second epoch's loss is no better than the first's.
    const still = retrained(random, {
      learningRate: 1e-30,
      epochs: 9,
      earlyStopping: 2,
      testTimeAugmentation: 'ten-crop',
    });
    await run(store, { cells: [still] });
    const { epochs, ending, result } = record(store, still);
    assert.ok(ending?.type === 'finished' && ending.epochs < 9, `${epochs.length} epochs`);
    assert.equal(ending.bestEpoch, ending.epochs - 2);
    assert.ok(result!.value >= 0);
    // What was tested are the weights of that epoch, and not of those that were trained after it.
    const upToBest = retrained(still, { epochs: ending.bestEpoch });
    await run(store, { cells: [upToBest] });
    assert.equal(hashOf(store.cell(upToBest.id).best), hashOf(store.cell(still.id).best));
    assert.equal(hashOf(store.cell(upToBest.id).predictions), hashOf(store.cell(still.id).predictions));
  });
});

function retrained(cell: Cell, training: Partial<TrainingSettings>): Cell {
  return {
    ...cell,
    id: `${cell.id}-changed`,
    job: { ...cell.job, training: { ...cell.job.training, ...training } },
  };
}

function linesOf(store: StoreFolder, { id }: Work): Record<string, unknown>[] {
  return readFileSync(store.cell(id).journal, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
