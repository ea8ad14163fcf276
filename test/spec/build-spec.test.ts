import assert from 'node:assert/strict';
import type { ReadSpecOptions } from '../../spec/read-spec';
import { readSpec } from '../../spec/read-spec';
import type { Spec } from '../../spec/spec';

function built(text: string, options?: ReadSpecOptions): Spec {
  const { spec, diagnostics } = readSpec(text, options);
  assert(spec, JSON.stringify(diagnostics));
  return spec;
}

const INITIALIZATIONS = 'initializations: [random]\n';

describe('buildSpec', () => {
  it('fills in every default', () => {
    const spec = built(`tasks: [VFS]\n${INITIALIZATIONS}`, { path: '/s/vessels.warmstart.yaml' });
    assert.equal(spec.name, 'vessels');
    assert.equal(spec.runs, 10);
    assert.deepEqual(spec.statistics, {
      test: 'welch',
      compare: 'best',
      reference: null,
      alternative: 'two-sided',
      alpha: 0.05,
      correction: 'holm',
      margin: null,
      ddof: 1,
    });
    assert.deepEqual(spec.tasks[0]?.network, { encoder: 'resnet18', width: 64 });
    assert.deepEqual(spec.tasks[0]?.dataset, { name: 'drive', root: '/s/drive', layout: 'drive', split: null });
  });

  it('reads the paper’s datasets by their own layouts, with what each needs', () => {
    const { tasks } = built(`tasks: [DXC14, DXC5, TXC, ECC, PXS, LXS]\n${INITIALIZATIONS}`, { path: '/s/a.yaml' });
    assert.deepEqual(
      tasks.map(({ dataset }) => dataset),
      [
        { name: 'chestxray14', root: '/s/chestxray14', layout: 'chestxray14', split: null },
        { name: 'chexpert', root: '/s/chexpert', layout: 'chexpert', split: null, uncertain: 'lsr-ones' },
        { name: 'shenzhen', root: '/s/shenzhen', layout: 'shenzhen', split: null },
        {
          name: 'rsna-pe',
          root: '/s/rsna-pe',
          layout: 'rsna-pe',
          split: null,
          window: { center: 100, width: 700 },
        },
        { name: 'siim-acr', root: '/s/siim-acr', layout: 'siim-acr', split: null },
        {
          name: 'montgomery',
          root: '/s/montgomery',
          layout: 'montgomery',
          window: { center: 2048, width: 4096 },
          split: null,
        },
      ],
    );
  });

  it('takes over lists of names, windows, policies and what to do about problems', () => {
    const lists = '{train: tr.txt, test: te.txt}';
    const window = '{center: 40, width: 400}';
    const keys = `split: {seed: 2, lists: ${lists}}, on-problem: leave-out`;
    const { tasks } = built(
      `tasks:\n  - {name: DXC5, uncertain: u-ignore, ${keys}}\n  - {name: ECC, window: ${window}}\n${INITIALIZATIONS}`,
    );
    const [chexpert, embolism] = tasks.map(({ dataset }) => dataset);
    assert.deepEqual(chexpert, {
      name: 'chexpert',
      root: 'chexpert',
      layout: 'chexpert',
      uncertain: 'u-ignore',
      onProblem: 'leave-out',
      split: {
        train: 0.7,
        validation: 0.1,
        test: 0.2,
        groupBy: null,
        seed: 2,
        lists: { train: 'tr.txt', validation: null, test: 'te.txt' },
      },
    });
    assert.deepEqual(embolism?.window, { center: 40, width: 400 });
  });

  it('trains DRIVE as the paper does', () => {
    const [task] = built(`protocol: taher-2021\ntasks: [VFS]\n${INITIALIZATIONS}`).tasks;
    assert.deepEqual(task?.network, { encoder: 'resnet50', width: 64 });
    assert.equal(task?.metric, 'dice');
    assert.deepEqual(task?.training, {
      imageSize: 512,
      batchSize: 16,
      learningRate: 1e-3,
      schedule: { kind: 'cosine', epochs: 200 },
      epochs: 200,
      earlyStopping: 21,
      loss: 'binary-cross-entropy',
      augmentation: 'none',
      normalisation: 'imagenet',
      testTimeAugmentation: 'none',
    });
  });

  it('classifies as the paper does', () => {
    const [task] = built(`protocol: taher-2021\ntasks: [{name: a, layout: class-folders}]\n${INITIALIZATIONS}`).tasks;
    assert.equal(task?.metric, 'auc');
    assert.deepEqual(task?.training, {
      imageSize: 224,
      batchSize: 32,
      learningRate: 2e-4,
      schedule: { kind: 'plateau', factor: 0.5, patience: 5, threshold: 1e-4 },
      epochs: 1000,
      earlyStopping: 11,
      loss: 'binary-cross-entropy',
      augmentation: 'crop-flip-rotate',
      normalisation: 'imagenet',
      testTimeAugmentation: 'ten-crop',
    });
  });

  it('lets the task win over the spec, and the spec over the protocol', () => {
    const [training] = built(
      `protocol: taher-2021\ntraining: {epochs: 50, batch-size: 8, early-stopping: null}\n` +
        `network: {width: 32}\ntasks: [{name: VFS, training: {epochs: 5}, network: {encoder: resnet34}}]\n${INITIALIZATIONS}`,
    ).tasks.map((task) => ({ ...task.training, ...task.network }));
    assert.equal(training?.epochs, 5);
    assert.deepEqual(training?.schedule, { kind: 'cosine', epochs: 5 });
    assert.equal(training?.batchSize, 8);
    assert.equal(training?.earlyStopping, null);
    assert.equal(training?.imageSize, 512);
    assert.equal(training?.encoder, 'resnet34');
    assert.equal(training?.width, 32);
  });

  it('says of a recipe only what is not as usual', () => {
    const trained = (training: string) =>
      built(`protocol: taher-2021\ntraining: ${training}\ntasks: [DXC14]\n${INITIALIZATIONS}`).tasks[0]!.training;
    const usual = trained('{}');
    const said =
      '{beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weight-decay: 0, precision: float32, loss: binary-cross-entropy, ' +
      'schedule: {kind: plateau, minimum: 0}, augmentation: {kind: crop-flip-rotate, rotation: 7, smallest-area: 0.08}}';
    assert.deepEqual(trained(said), usual);
    const others =
      '{beta1: 0.8, epsilon: 1e-7, weight-decay: 0.01, resize: 240, ' +
      'schedule: {kind: plateau, patience: 3, minimum: 1e-6}, augmentation: {kind: crop-flip-rotate, rotation: 15, aspect: 1}}';
    assert.deepEqual(trained(others), {
      ...usual,
      beta1: 0.8,
      epsilon: 1e-7,
      weightDecay: 0.01,
      resize: 240,
      schedule: { kind: 'plateau', factor: 0.5, patience: 3, threshold: 1e-4, minimum: 1e-6 },
      augmentation: { kind: 'crop-flip-rotate', rotation: 15, aspect: 1 },
    });
  });

  it('keeps changes to fine-tuning away from pre-training', () => {
    const { initializations } = built(
      'training: {epochs: 50}\ndata: {t: {phantom: textures}}\ntasks: [VFS]\ninitializations:\n' +
        '  - {name: a, pretrain: {from: random, on: t, training: {batch-size: 64}}}\n',
    );
    const [first] = initializations;
    assert(first?.source === 'pretrain');
    assert.equal(first.training.epochs, 8);
    assert.equal(first.training.batchSize, 64);
  });

  it('reads each layout', () => {
    const { tasks } = built(
      'data:\n  d: {root: /d, labels: l.csv, images: img, label-columns: [x, y], image-column: file}\n' +
        'tasks:\n  - {name: a, data: d}\n  - {name: b, data: d, split-column: part}\n' +
        '  - {name: c, images: i/*.png, masks: m/*.png, split: {train: 0.5, validation: 0.25, test: 0.25, group-by: "(p\\\\d+)"}}\n' +
        '  - {name: d, layout: class-folders, classes: [no, yes]}\n' +
        '  - {name: e, images: i/*.png, masks: [m/*.png]}\n' +
        '  - {name: f, images: i/*.png, masks: [l/*.png, r/*.png]}\n' +
        '  - {name: g, layout: class-folders, images: "*_front.png"}\n' +
        INITIALIZATIONS,
      { path: '/s/a.yaml' },
    );
    const drawn = { train: 0.7, validation: 0.1, test: 0.2, groupBy: null, seed: 1 };
    const csv = { layout: 'csv', labels: 'l.csv', images: 'img', imageColumn: 'file', labelColumns: ['x', 'y'] };
    assert.deepEqual(
      tasks.map(({ dataset }) => dataset),
      [
        { name: 'd', root: '/d', split: drawn, ...csv, splitColumn: null },
        { name: 'd', root: '/d', split: null, ...csv, splitColumn: 'part' },
        {
          name: '.',
          root: '/s',
          split: { train: 0.5, validation: 0.25, test: 0.25, groupBy: '(p\\d+)', seed: 1 },
          layout: 'masks',
          images: 'i/*.png',
          masks: 'm/*.png',
        },
        { name: '.', root: '/s', split: null, layout: 'class-folders', classes: ['no', 'yes'] },
        // The same data as where the pattern stands alone, and so the same cells.
        { name: '.', root: '/s', split: drawn, layout: 'masks', images: 'i/*.png', masks: 'm/*.png' },
        { name: '.', root: '/s', split: drawn, layout: 'masks', images: 'i/*.png', masks: ['l/*.png', 'r/*.png'] },
        { name: '.', root: '/s', split: null, layout: 'class-folders', classes: null, images: '*_front.png' },
      ],
    );
    assert.deepEqual(
      tasks.map(({ kind }) => kind),
      [
        'classification',
        'classification',
        'segmentation',
        'classification',
        'segmentation',
        'segmentation',
        'classification',
      ],
    );
  });

  it('finds published checkpoints by their official names', () => {
    const options = { path: '/s/a.yaml', fileExists: (path: string) => !path.includes('19c8e357') };
    const { initializations } = built(
      'protocol: taher-2021\nweights: w\ntasks: [VFS]\ninitializations: [imagenet]\n',
      options,
    );
    const [{ range: _, ...imagenet }] = initializations as [(typeof initializations)[0]];
    assert.deepEqual(imagenet, {
      name: 'imagenet',
      source: 'file',
      file: 'imagenet',
      path: '/s/w/resnet50-0676ba61.pth',
      allowPartial: false,
      normalisation: null,
      pretrainedOn: ['imagenet'],
    });
  });

  it('knows what official files have seen and expect by their names, whatever the initialization is called', () => {
    const facts = (weights: string) => {
      const own = `[{name: mine, weights: ${weights}, normalisation: checkpoint}, imagenet]`;
      const { spec } = readSpec(`protocol: taher-2021\nweights: w\ntasks: [VFS]\ninitializations: ${own}\n`);
      const mine = spec?.initializations[0];
      return mine?.source === 'file' ? [mine.name, mine.pretrainedOn, mine.normalisation] : null;
    };
    assert.deepEqual(facts('w/ImageNet_chestxray14.pth.tar'), ['mine', ['imagenet', 'chestxray14'], 'imagenet']);
    assert.deepEqual(facts('w/ResNet50_1x/model.ckpt-225206.index'), ['mine', ['imagenet'], 'none']);
    assert.deepEqual(facts('w/chexpert.pth.tar, pretrained-on: [ImageNet]'), ['mine', ['imagenet'], 'imagenet']);
    // Barlow Twins' official file is called so, and many others are.
    assert.equal(facts('w/resnet50.pth'), null);
  });

  it('points tasks and initializations at their names', () => {
    const text = 'tasks: [{name: VFS}]\ninitializations: [random]\n';
    const { tasks, initializations } = built(text);
    assert.deepEqual(
      [...tasks, ...initializations].map(({ range }) => text.slice(range.start, range.end)),
      ['VFS', 'random'],
    );
  });
});
