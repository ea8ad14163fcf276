import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../spec/cell';
import { makePlan } from '../../spec/plan';
import { type ReadSpecOptions, readSpec } from '../../spec/read-spec';

const SPEC = `name: Study # a comment
protocol: quick
network: {width: 16}
data:
  textures: {phantom: textures, images: 600}
  clinic: {phantom: clinic, images: 400, seed: 2}
  x-rays: {phantom: xray, images: 240, seed: 3}
  fundus: {phantom: fundus, images: 60, seed: 4}
tasks:
  - name: nodules
    data: x-rays
  - name: vessels
    data: fundus
    training: {learning-rate: 0.002}
initializations:
  - random
  - name: upstream
    pretrain: {from: random, on: textures}
  - name: chain
    pretrain: {from: upstream, on: clinic}
runs: 3
`;

function planOf(text: string, options?: ReadSpecOptions): Plan {
  const { spec, diagnostics } = readSpec(text, options);
  assert(spec, JSON.stringify(diagnostics));
  return makePlan(spec);
}

/** Ids by place in the matrix. */
function idsOf(text: string, options?: ReadSpecOptions): Map<string, string> {
  const { cells, pretraining } = planOf(text, options);
  return new Map([
    ...cells.map(({ task, initialization, run, id }) => [`${task} ${initialization} ${run}`, id] as const),
    ...pretraining.map(({ initialization, id }) => [`pretrain ${initialization}`, id] as const),
  ]);
}

/** Places whose id an edit of SPEC changes, apart from those that it adds or takes away. */
function touchedBy(before: string | RegExp, after: string): string[] {
  const edited = SPEC.replace(before, after);
  assert.notEqual(edited, SPEC);
  const ids = idsOf(edited);
  return [...idsOf(SPEC)].filter(([place, id]) => ids.has(place) && ids.get(place) !== id).map(([place]) => place);
}

describe('makePlan', () => {
  it('lists every cell, task by task, initialization by initialization, run by run', () => {
    const places = planOf(SPEC).cells.map(({ task, initialization, run }) => `${task} ${initialization} ${run}`);
    assert.equal(places.length, 18);
    assert.equal(new Set(places).size, 18);
    assert.deepEqual(places.slice(0, 4), [
      'nodules random 1',
      'nodules random 2',
      'nodules random 3',
      'nodules upstream 1',
    ]);
  });

  it('gives every cell an id of its own, of 16 hexadecimal digits', () => {
    const ids = [...idsOf(SPEC).values()];
    assert.equal(new Set(ids).size, ids.length);
    assert(ids.every((id) => /^[0-9a-f]{16}$/.test(id)));
  });

  it('pre-trains once for all tasks and runs, parents first', () => {
    const { pretraining, cells } = planOf(SPEC);
    assert.deepEqual(
      pretraining.map(({ initialization }) => initialization),
      ['upstream', 'chain'],
    );
    assert.equal(pretraining[1]?.needs, pretraining[0]?.id);
    assert.equal(pretraining[0]?.needs, null);
    const waits = new Map(cells.map(({ initialization, needs }) => [initialization, needs]));
    assert.deepEqual(waits.get('chain'), pretraining[1]?.id);
    assert.deepEqual(waits.get('random'), null);
  });

  it('pre-trains the parent first, whatever the order of the list', () => {
    const swapped = SPEC.replace(/ {2}- name: upstream\n.*\n/, '').replace(
      'runs: 3',
      '  - name: upstream\n    pretrain: {from: random, on: textures}\nruns: 3',
    );
    assert.deepEqual(
      planOf(swapped).pretraining.map(({ initialization }) => initialization),
      ['upstream', 'chain'],
    );
    assert.deepEqual(idsOf(swapped), new Map([...idsOf(SPEC)]));
  });

  it('pre-trains once more for a task with another network', () => {
    const { pretraining } = planOf(SPEC.replace('data: fundus', 'data: fundus\n    network: {width: 8}'));
    assert.deepEqual(
      pretraining.map(({ initialization, job }) => [initialization, job.network.width]),
      [
        ['upstream', 16],
        ['chain', 16],
        ['upstream', 8],
        ['chain', 8],
      ],
    );
  });

  it('gives a run the same seed in every cell, and another run another', () => {
    const { cells } = planOf(SPEC);
    for (const run of [1, 2, 3]) {
      assert.equal(new Set(cells.filter((cell) => cell.run === run).map(({ job }) => job.seed)).size, 1);
    }
    assert.equal(new Set(cells.map(({ job }) => job.seed)).size, 3);
  });

  it('marks cells whose pre-training has seen the task, anywhere up the chain, and trains nothing for them', () => {
    const { cells, pretraining } = planOf(
      SPEC.replace('name: nodules\n    data: x-rays', 'name: nodules\n    data: textures').replace(
        / {2}- name: vessels\n(.*\n){2}/,
        '',
      ),
    );
    const marked = cells
      .filter(({ notApplicable }) => notApplicable !== null)
      .map(({ initialization }) => initialization);
    assert.deepEqual(new Set(marked), new Set(['upstream', 'chain']));
    assert.deepEqual(pretraining, []);
  });

  it('marks cells whose published checkpoint has seen the task', () => {
    const { cells } = planOf(
      'protocol: taher-2021\nweights: w\ndata: {nih: {root: n, layout: class-folders}}\ntasks: [DXC14]\ninitializations: [imagenet, chestxray14]\nruns: 1\n',
    );
    assert.deepEqual(
      cells.map(({ notApplicable }) => notApplicable !== null),
      [false, true],
    );
  });

  it('knows an official download by its layout, whatever the spec calls it', () => {
    const { cells } = planOf(
      `protocol: taher-2021
weights: w
data: {one: {root: n, layout: chestxray14}, other: {root: m, layout: chestxray14}}
tasks: [{name: findings, data: one}]
initializations:
  - {name: up, pretrain: {from: random, on: other}}
  - chestxray14
  - chexpert
runs: 1
`,
    );
    assert.deepEqual(
      cells.map(({ initialization, notApplicable }) => [initialization, notApplicable !== null]),
      [
        ['up', true],
        ['chestxray14', true],
        ['chexpert', false],
      ],
    );
  });

  it('does not compare a dataset with itself under another name for its folder', () => {
    const why = (upstream: string, target: string) => {
      const { cells } = planOf(
        `data: {a: ${upstream}, b: ${target}}\ntasks: [{name: t, data: b}]\ninitializations: [{name: up, pretrain: {from: random, on: a}}]\nruns: 1\n`,
        { path: '/s/a.yaml', environment: { home: '/s' } },
      );
      return cells[0]!.notApplicable;
    };
    assert.equal(why('~/d', 'd/'), "up is pre-trained on a, the task's own data.");
    const table = (keys: string) => `{root: d, label-columns: [x], ${keys}}`;
    assert.notEqual(why(table('labels: t.csv, images: i'), table('labels: ./t.csv, images: i/')), null);
    assert.notEqual(why(table('labels: t.csv, images: i'), '{root: d, images: i/*.png, masks: m/*.png}'), null);
    assert.notEqual(why('d/i', table('labels: t.csv, images: i')), null);
    assert.equal(why('d', 'e'), null);
    assert.equal(why(table('labels: t.csv'), table('labels: u.csv')), null);
    assert.equal(why(table('labels: t.csv, images: i'), table('labels: t.csv, images: j')), null);
    const front = (view: string) => `{root: d, layout: class-folders, images: '*_${view}.png'}`;
    assert.equal(why(front('front'), front('side')), null);
  });

  it('says where the dataset and the checkpoint lie', () => {
    const { cells } = planOf(
      'protocol: taher-2021\nweights: w\ndata: {drive: ~/DRIVE}\ntasks: [VFS]\ninitializations: [imagenet, {name: mine, weights: m.safetensors}]\nruns: 1\n',
      { path: '/s/a.yaml', environment: { home: '/home/me' } },
    );
    assert.deepEqual(
      cells.map(({ root, checkpoint }) => [root, checkpoint]),
      [
        ['/home/me/DRIVE', '/s/w/resnet50-19c8e357.pth'],
        ['/home/me/DRIVE', '/s/m.safetensors'],
      ],
    );
  });
});

describe('ids', () => {
  it('change with mixed precision, and not with float32, which is what is meant where nothing is said', () => {
    const change = (word: string) => touchedBy('{learning-rate: 0.002}', `{learning-rate: 0.002, precision: ${word}}`);
    assert.deepEqual(change('float32'), []);
    const touched = change('mixed');
    assert.equal(touched.length, 9);
    assert(touched.every((place) => place.startsWith('vessels ')));
    const undone = SPEC.replace('runs: 3', 'training: {precision: mixed}\nruns: 3').replace(
      '{learning-rate: 0.002}',
      '{learning-rate: 0.002, precision: float32}',
    );
    assert.equal(idsOf(undone).get('vessels random 1'), idsOf(SPEC).get('vessels random 1'));
    assert.notEqual(idsOf(undone).get('nodules random 1'), idsOf(SPEC).get('nodules random 1'));
  });

  for (const [edit, before, after] of [
    ['a comment', '# a comment', '# another comment'],
    ['the name', 'name: Study', 'name: Another study'],
    ['another task', / {2}- name: vessels\n(.*\n){2}/, ''],
    ['more runs', 'runs: 3', 'runs: 10'],
    ['statistics', 'runs: 3', 'runs: 3\nstatistics: {test: student, margin: 1}'],
    ['another initialization', / {2}- name: chain\n.*\n/, ''],
    ['the name of a phantom', /x-rays/g, 'chests'],
    ['what a default is anyway', 'runs: 3', 'runs: 3\nseed: 1'],
  ] as const) {
    it(`stay the same for ${edit}`, () => {
      assert.deepEqual(touchedBy(before, after), []);
    });
  }

  it('change with every number of the recipe, and not where it is written as the protocol has it', () => {
    for (const [other, usual] of [
      ['beta1: 0.8', 'beta1: 0.9'],
      ['weight-decay: 0.1', 'weight-decay: 0'],
      ['resize: 80', null],
      ['augmentation: {kind: flip, flip-probability: 0.1}', 'augmentation: {kind: flip, flip-probability: 0.5}'],
      ['schedule: {kind: cosine, minimum: 0.0001}', 'schedule: {kind: cosine, minimum: 0}'],
    ] as const) {
      const edited = (line: string) => touchedBy('    data: x-rays', `    data: x-rays\n    training: {${line}}`);
      assert.equal(edited(other).length, 9, other);
      if (usual !== null) assert.deepEqual(edited(usual), [], usual);
    }
  });

  it('stay the same when the data and the checkpoints move', () => {
    const text = 'protocol: taher-2021\nweights: w\ndata: {drive: /a}\ntasks: [VFS]\ninitializations: [imagenet]\n';
    const moved = text.replace('/a', '/b').replace('weights: w', 'weights: /elsewhere');
    assert.deepEqual(
      idsOf(text, { path: '/s/a.yaml' }),
      idsOf(moved, { path: '/other/a.yaml', data: { drive: '/c' } }),
    );
  });

  it('change for the cells of a task whose learning rate is edited, and for no others', () => {
    const touched = touchedBy('learning-rate: 0.002', 'learning-rate: 0.003');
    assert.equal(touched.length, 9);
    assert(touched.every((place) => place.startsWith('vessels ')));
  });

  it('change for every fine-tuning when the common learning rate is edited, but not for tasks with their own, nor for pre-training', () => {
    const touched = touchedBy('protocol: quick', 'protocol: quick\ntraining: {learning-rate: 0.005}');
    assert.equal(touched.length, 9);
    assert(touched.every((place) => place.startsWith('nodules ')));
  });

  it('change down the chain when pre-training is edited', () => {
    const touched = touchedBy('{from: random, on: textures}', '{from: random, on: textures, training: {epochs: 3}}');
    assert.deepEqual(
      new Set(touched.map((place) => place.replace(/ \d$/, ''))),
      new Set([
        'nodules upstream',
        'nodules chain',
        'vessels upstream',
        'vessels chain',
        'pretrain upstream',
        'pretrain chain',
      ]),
    );
  });

  it('all change with the seed', () => {
    assert.equal(touchedBy('runs: 3', 'runs: 3\nseed: 2').length, 20);
  });
});

describe('examples', () => {
  for (const [file, digest] of [
    ['examples/quickstart', '39bb771da284b69e'],
    ['examples/drive', '21988ae5029d46a6'],
    ['examples/folders', '6f5bf4e61ba98600'],
    ['examples/taher-2021', '193c32d5cf36d56e'],
    ['bench/matrix', '5c34cf83f852a96b'],
  ] as const) {
    it(`${file} keeps the ids that its results lie under`, () => {
      const text = readFileSync(join(import.meta.dirname, `../../${file}.warmstart.yaml`), 'utf8');
      const { pretraining, cells } = planOf(text);
      const ids = [...pretraining, ...cells].map(({ id }) => id).join();
      assert.equal(createHash('sha256').update(ids).digest('hex').slice(0, 16), digest);
    });
  }

  for (const [example, cells, pretraining] of [
    ['quickstart', 18, 2],
    ['drive', 6, 1],
    ['folders', 6, 1],
  ] as const) {
    it(`${example} plans ${cells} cells`, () => {
      const text = readFileSync(join(import.meta.dirname, `../../examples/${example}.warmstart.yaml`), 'utf8');
      assert.deepEqual(readSpec(text).diagnostics, []);
      const plan = planOf(text);
      assert.equal(plan.cells.length, cells);
      assert.equal(plan.pretraining.length, pretraining);
    });
  }

  it('normalises pixel values as the checkpoint’s authors did where the spec follows them, in pre-training from it, too', () => {
    const normalisations = (entries: string) => {
      const { cells, pretraining } = planOf(
        `protocol: taher-2021\nweights: w\ndata: {t: {phantom: textures}, f: {phantom: fundus}}\ntasks: [{name: f, data: f}]\ninitializations:\n${entries}\nruns: 1\n`,
      );
      return [...pretraining, ...cells].map(({ job }) => job.training.normalisation);
    };
    const chain = '  - {name: more, pretrain: {from: simclr-v2, on: t}}';
    assert.deepEqual(normalisations('  - random\n  - simclr-v2'), ['imagenet', 'imagenet']);
    assert.deepEqual(normalisations(`  - {name: simclr-v2, normalisation: checkpoint}\n${chain}`), [
      'none',
      'none',
      'none',
    ]);
    assert.deepEqual(normalisations('  - {name: own, weights: own.pth, normalisation: none}\n  - random'), [
      'none',
      'imagenet',
    ]);
  });
});
