import assert from 'node:assert/strict';
import { makePlan } from '../../spec/plan';
import { readSpec } from '../../spec/read-spec';
import { assertDiagnostics, mended } from './marked';

const INITIALIZATIONS = 'initializations: [random]\n';
const MINE = '{name: mine, images: i/*.png, masks: m/*.png}';

describe('unknown-protocol', () => {
  it('offers the protocol that was meant', () => {
    const reading = assertDiagnostics(`protocol: «quik»\ntasks: [VFS]\n${INITIALIZATIONS}`, ['unknown-protocol']);
    assert.equal(mended(reading), `protocol: quick\ntasks: [VFS]\n${INITIALIZATIONS}`);
  });
});

describe('unknown-task', () => {
  it('offers the code that was meant', () => {
    const reading = assertDiagnostics(`tasks: [«VSF»]\n${INITIALIZATIONS}`, ['unknown-task']);
    assert.equal(mended(reading), `tasks: [VFS]\n${INITIALIZATIONS}`);
  });

  it('accepts the name of a task of the benchmark, whatever its letters', () => {
    assertDiagnostics(`tasks: [Blood vessel segmentation]\n${INITIALIZATIONS}`, []);
  });

  it('wants to know where the data of one’s own task is', () => {
    assertDiagnostics(`tasks: [{name: «mine», kind: classification}]\n${INITIALIZATIONS}`, ['unknown-task']);
  });

  it('accepts one’s own task by its keys', () => {
    assertDiagnostics(`tasks: [${MINE}]\n${INITIALIZATIONS}`, []);
  });
});

describe('unknown-dataset', () => {
  const data = 'data: {x-rays: ~/x}\n';

  it('is found in tasks and in pre-training', () => {
    assertDiagnostics(
      `${data}tasks: [{name: a, data: «xrays»}]\ninitializations: [random, {name: b, pretrain: {from: random, on: «yrays»}}]\n`,
      ['unknown-dataset', 'unknown-dataset'],
    );
  });

  it('is found in what weights have seen, with what was meant', () => {
    const own = (seen: string) =>
      `tasks: [VFS]\ninitializations: [{name: a, weights: w.pth, pretrained-on: ${seen}}]\n`;
    const reading = assertDiagnostics(own('[«imagnet», CheXpert, iNat2021]'), ['unknown-dataset']);
    assert.equal(mended(reading), own('[imagenet, CheXpert, iNat2021]'));
    assertDiagnostics(own('«mine»'), ['unknown-dataset']);
    assertDiagnostics(data + own('x-rays'), []);
  });

  it('is not given for folders that the command line names', () => {
    assertDiagnostics(`tasks: [{name: a, data: mine}]\n${INITIALIZATIONS}`, [], { data: { mine: '/d' } });
  });
});

describe('unknown-initialization', () => {
  it('is found in the list and in `from`', () => {
    assertDiagnostics(
      `data: {t: {phantom: textures}}\ntasks: [VFS]\ninitializations: [«rndom», {name: a, pretrain: {from: «nobody», on: t}}]\n`,
      ['unknown-initialization', 'unknown-initialization'],
    );
  });

  it('lets `from` name an entry of the catalog that the list leaves out', () => {
    const { spec } = assertDiagnostics(
      'data: {t: {phantom: textures}}\ntasks: [VFS]\ninitializations: [{name: a, pretrain: {from: random, on: t}}]\n',
      [],
    );
    assert.deepEqual(
      spec?.origins.map(({ name, source }) => [name, source]),
      [['random', 'random']],
    );
  });
});

describe('duplicate-name', () => {
  it('points at the second', () => {
    assertDiagnostics('tasks: [VFS, {name: «VFS»}]\ninitializations: [random, «random»]\n', [
      'duplicate-name',
      'duplicate-name',
    ]);
  });
});

describe('layout keys', () => {
  it('must all be there', () => {
    assertDiagnostics(`tasks: [{name: «a», layout: masks, images: i/*.png}]\n${INITIALIZATIONS}`, ['missing-key']);
    assertDiagnostics(`tasks: [{name: «a», labels: l.csv}]\n${INITIALIZATIONS}`, ['missing-key']);
  });

  it('must not belong to another layout', () => {
    assertDiagnostics(`tasks: [{name: a, images: i/*.png, masks: m/*.png, «classes»: [x, y]}]\n${INITIALIZATIONS}`, [
      'not-allowed',
    ]);
    assertDiagnostics(
      `data: {d: {root: d, layout: class-folders, «labels»: l.csv}}\ntasks: [VFS]\n${INITIALIZATIONS}`,
      ['not-allowed'],
    );
  });

  it('have one star in each pattern', () => {
    assertDiagnostics(`tasks: [{name: a, images: «i.png», masks: «m/*/*.png»}]\n${INITIALIZATIONS}`, [
      'not-allowed',
      'not-allowed',
    ]);
    assertDiagnostics(`tasks: [{name: a, images: i/*.png, masks: [l/*.png, «r.png»]}]\n${INITIALIZATIONS}`, [
      'not-allowed',
    ]);
    assertDiagnostics(`tasks: [{name: a, layout: class-folders, images: «front.png»}]\n${INITIALIZATIONS}`, [
      'not-allowed',
    ]);
    assertDiagnostics(`tasks: [{name: a, layout: class-folders, images: "*_front.png"}]\n${INITIALIZATIONS}`, []);
  });

  it('mean nothing for phantoms', () => {
    assertDiagnostics(
      `data: {p: {phantom: xray, images: 50}}\ntasks: [{name: a, data: p, «layout»: csv}]\n${INITIALIZATIONS}`,
      ['not-allowed'],
    );
  });

  it('may be shared between the dataset and the task', () => {
    assertDiagnostics(
      `data: {d: {root: d, labels: l.csv}}\ntasks: [{name: a, data: d, label-columns: [x]}]\n${INITIALIZATIONS}`,
      [],
    );
  });
});

describe('split', () => {
  it('has shares that add up to 1', () => {
    const task = '{name: a, images: i/*.png, masks: m/*.png, split: {«train»: 0.5, test: 0.2}}';
    assertDiagnostics(`tasks: [${task}]\n${INITIALIZATIONS}`, ['out-of-range']);
    assertDiagnostics(`tasks: [${task.replace('{«', '{seed: 3, «')}]\n${INITIALIZATIONS}`, ['out-of-range']);
  });

  it('has shares that are reported once where they are percentages', () => {
    const shares = 'train: «70», validation: «10», test: «20»';
    assertDiagnostics(`tasks: [{name: a, images: i/*.png, masks: m/*.png, split: {${shares}}}]\n${INITIALIZATIONS}`, [
      'out-of-range',
      'out-of-range',
      'out-of-range',
    ]);
  });

  it('finds patients by an expression with one group', () => {
    const task = (groupBy: string) =>
      `tasks: [{name: a, images: i/*.png, masks: m/*.png, split: {group-by: ${groupBy}}}]\n`;
    assertDiagnostics(task("'^(\\w+)_'") + INITIALIZATIONS, []);
    assertDiagnostics(task("«'^\\w+_'»") + INITIALIZATIONS, ['not-allowed']);
    assertDiagnostics(task("«'(a'»") + INITIALIZATIONS, ['not-allowed']);
  });

  it('leaves the column of a table for the reader to find', () => {
    const task = '{name: a, labels: l.csv, label-columns: [x], split: {group-by: patient}}';
    assertDiagnostics(`tasks: [${task}]\n${INITIALIZATIONS}`, []);
  });

  it('has nothing to draw where a column says the parts', () => {
    const task = '{name: a, labels: l.csv, label-columns: [x], split-column: part, split: {«seed»: 2}}';
    assertDiagnostics(`tasks: [${task}]\n${INITIALIZATIONS}`, ['not-allowed']);
  });

  it('asks who is in two of the parts that a column says, and does not draw them, too', () => {
    const column = 'labels: l.csv, label-columns: [x], split-column: part';
    for (const keys of ['group-by: patient', 'parts: given, group-by: patient', 'parts: given, seed: 2'])
      assertDiagnostics(`tasks: [{name: a, ${column}, split: {${keys}}}]\n${INITIALIZATIONS}`, []);
    for (const keys of ['«parts»: drawn, group-by: patient', '«group-by»: patient, test: 0.2'])
      assertDiagnostics(`tasks: [{name: a, ${column}, split: {${keys}}}]\n${INITIALIZATIONS}`, ['not-allowed']);
    const data = 'data: {d: {root: d, labels: l.csv, label-columns: [x], split: {«seed»: 2}}}\n';
    assertDiagnostics(`${data}tasks: [{name: a, data: d, split-column: part}]\n${INITIALIZATIONS}`, ['not-allowed']);
  });

  it('keeps parts where the layout may have some, and gives them no shares', () => {
    const task = (keys: string) => `tasks: [{name: a, ${keys}}]\n${INITIALIZATIONS}`;
    const given = 'split: {parts: given, group-by: "^(p.)"}';
    assertDiagnostics(task(`layout: class-folders, ${given}`), []);
    assertDiagnostics(`tasks: [{name: VFS, split: {parts: given, seed: 2}}]\n${INITIALIZATIONS}`, []);
    assertDiagnostics(task('layout: class-folders, split: {parts: given, «test»: 0.2}'), ['not-allowed']);
    assertDiagnostics(task('images: i/*.png, masks: m/*.png, split: {parts: «given»}'), ['not-allowed']);
    assertDiagnostics(task('labels: l.csv, label-columns: [x], split: {parts: «given»}'), ['not-allowed']);
    assertDiagnostics(`tasks: [{name: TXC, split: {parts: «given»}}]\n${INITIALIZATIONS}`, ['not-allowed']);
    assertDiagnostics(
      `data: {p: {phantom: xray, split: {parts: «given»}}}\ntasks: [{name: a, data: p}]\n${INITIALIZATIONS}`,
      ['not-allowed'],
    );
    const lists = 'lists: {train: a, test: b}';
    assertDiagnostics(task(`images: i/*.png, masks: m/*.png, split: {parts: given, ${lists}}`), []);
    assertDiagnostics(task(`images: i/*.png, masks: m/*.png, split: {parts: «drawn», ${lists}}`), ['not-allowed']);
  });
});

describe('settings of a task', () => {
  for (const setting of [
    'kind: «classification»',
    'metric: «auc»',
    'training: {augmentation: «crop-flip-rotate»}',
    'training: {test-time-augmentation: «ten-crop»}',
    'training: {augmentation: {kind: «crop-flip-rotate», rotation: 20}}',
    'training: {resize: «600»}',
  ]) {
    it(`do not allow ${setting} for segmentation`, () => {
      assertDiagnostics(`tasks: [{name: VFS, ${setting}}]\n${INITIALIZATIONS}`, ['not-allowed']);
    });
  }

  it('do not allow a task of the benchmark on data of another kind', () => {
    assertDiagnostics(`data: {x: {phantom: xray}}\ntasks: [{name: VFS, data: «x»}]\n${INITIALIZATIONS}`, [
      'not-allowed',
    ]);
  });

  for (const setting of ['loss: «soft-dice»', 'augmentation: «intensity-distortion-crop»']) {
    it(`do not allow ${setting} for classification`, () => {
      assertDiagnostics(`tasks: [{name: a, layout: class-folders, training: {${setting}}}]\n${INITIALIZATIONS}`, [
        'not-allowed',
      ]);
    });
  }

  it('are checked once where the spec sets them for all tasks', () => {
    assertDiagnostics(`training: {augmentation: «crop-flip-rotate»}\ntasks: [VFS, ${MINE}]\n${INITIALIZATIONS}`, [
      'not-allowed',
    ]);
  });

  for (const setting of [
    'resize: «100»',
    'image-size: «200», resize: 200',
    'schedule: {kind: cosine, minimum: «0.01»}',
    'learning-rate: «0.00001», schedule: plateau',
    'augmentation: {kind: crop-flip-rotate, smallest-area: «0.6», largest-area: 0.5}',
    'augmentation: {kind: crop-flip-rotate, largest-area: «0.05»}',
  ]) {
    const isSound = setting.includes('200') || setting.includes('schedule: plateau');
    it(`${isSound ? 'allow' : 'have to be in order, unlike'} ${setting.replace(/[«»]/g, '')}`, () => {
      const marked = isSound ? setting.replace(/[«»]/g, '') : setting;
      const task = `{name: a, layout: class-folders, training: {${marked}}}`;
      assertDiagnostics(`protocol: taher-2021\ntasks: [${task}]\n${INITIALIZATIONS}`, isSound ? [] : ['out-of-range']);
    });
  }

  it('have to be in order for all tasks and pre-training, too', () => {
    assertDiagnostics(
      `data: {t: {phantom: textures}}\ntraining: {schedule: {kind: cosine, minimum: «0.01»}}\n` +
        `tasks: [{name: a, layout: class-folders}, ${MINE}]\n` +
        'initializations: [random, {name: b, pretrain: {from: random, on: t, training: {resize: «32»}}}]\n',
      ['out-of-range', 'out-of-range'],
    );
  });

  it('make segmentation images a multiple of 32', () => {
    const reading = assertDiagnostics(`tasks: [{name: VFS, training: {image-size: «250»}}]\n${INITIALIZATIONS}`, [
      'out-of-range',
    ]);
    assert.match(mended(reading), /image-size: 256/);
  });
});

describe('pre-training', () => {
  it('finds circles, of one and of two', () => {
    assertDiagnostics(
      'data: {t: {phantom: textures}}\ntasks: [VFS]\ninitializations:\n' +
        '  - {name: a, pretrain: {from: «b», on: t}}\n' +
        '  - {name: b, pretrain: {from: «a», on: t}}\n' +
        '  - {name: c, pretrain: {from: «c», on: t}}\n' +
        '  - {name: d, pretrain: {from: a, on: t}}\n',
      ['pretrain-cycle', 'pretrain-cycle', 'pretrain-cycle'],
    );
  });

  it('finds a circle through another name of a published checkpoint', () => {
    assertDiagnostics(
      'data: {t: {phantom: textures}}\ntasks: [VFS]\ninitializations: [{name: chexpert, pretrain: {from: «CheXpert», on: t}}]\n',
      ['pretrain-cycle'],
    );
  });

  it('needs class labels', () => {
    assertDiagnostics(
      'data: {f: {phantom: fundus}}\ntasks: [VFS]\ninitializations: [random, {name: a, pretrain: {from: random, on: «f»}}]\n',
      ['not-allowed'],
    );
  });
});

describe('not-applicable', () => {
  it('tells which cells are left out, up the chain too', () => {
    assertDiagnostics(
      'data: {t: {phantom: textures}, c: {phantom: clinic}}\n' +
        'tasks: [{name: target, data: t}]\ninitializations:\n' +
        '  - random\n' +
        '  - {name: «a», pretrain: {from: random, on: t}}\n' +
        '  - {name: «b», pretrain: {from: a, on: c}}\n' +
        '  - {name: d, pretrain: {from: random, on: c}}\n',
      ['not-applicable', 'not-applicable'],
    );
  });

  it('knows what weights have seen that say it, by name or folder, up the chain too', () => {
    assertDiagnostics(
      'data: {d: ~/d, e: ~/d/, f: ~/f, nih: ~/nih, p: {phantom: clinic}}\ntasks: [{name: t, data: d}, DXC14]\ninitializations:\n' +
        '  - {name: «a», weights: a.pth, pretrained-on: d}\n' +
        '  - {name: «b», weights: b.pth, pretrained-on: [f, e]}\n' +
        '  - {name: c, weights: c.pth, pretrained-on: [f, imagenet]}\n' +
        '  - {name: «n», weights: n.pth, pretrained-on: ChestX-ray14}\n' +
        '  - {name: «chain», pretrain: {from: b, on: p}}\n',
      ['not-applicable', 'not-applicable', 'not-applicable', 'not-applicable'],
      { path: '/s/a.yaml', environment: { home: '/h' } },
    );
  });

  it('knows what published checkpoints have seen', () => {
    assertDiagnostics(
      'protocol: taher-2021\nweights: w\ndata: {nih: {root: n, layout: class-folders}}\n' +
        'tasks: [{name: DXC14, layout: class-folders}]\ninitializations: [imagenet, «imagenet-chestxray14»]\n',
      ['not-applicable'],
    );
  });
});

describe('runs-cannot-reach-alpha', () => {
  it('is given for a single run', () => {
    assertDiagnostics(
      'runs: «1»\ntasks: [VFS]\nweights: w\nprotocol: taher-2021\ninitializations: [random, imagenet]\n',
      ['runs-cannot-reach-alpha'],
    );
  });

  it('is not given for two, nor where nothing is compared', () => {
    assertDiagnostics(
      'runs: 2\ntasks: [VFS]\nweights: w\nprotocol: taher-2021\ninitializations: [random, imagenet]\n',
      [],
    );
    assertDiagnostics(`runs: 1\ntasks: [VFS]\n${INITIALIZATIONS}`, []);
  });
});

describe("Hsu's comparison with the best", () => {
  const spec = (statistics: string) => `runs: 3\ntasks: [VFS]\n${INITIALIZATIONS}statistics: {${statistics}}\n`;

  it('brings its test and its side along', () => {
    const { spec: built } = assertDiagnostics(spec('correction: hsu'), []);
    const { test, compare, alternative } = built!.statistics;
    assert.deepEqual([test, compare, alternative], ['student', 'best', 'less']);
    assertDiagnostics(spec('correction: hsu, test: student, compare: best, alternative: less, margin: 1'), []);
  });

  for (const [what, written, fixed] of [
    ['another test', 'correction: hsu, test: «welch»', 'correction: hsu, test: student'],
    ['another side', 'correction: hsu, alternative: «two-sided»', 'correction: hsu, alternative: less'],
    [
      'a side that the best does not have',
      'correction: hsu, alternative: «greater»',
      'correction: hsu, alternative: less',
    ],
    ['all pairs', 'correction: hsu, compare: «all-pairs»', 'correction: holm, compare: all-pairs'],
    ['a reference', 'correction: hsu, reference: «random»', 'correction: holm, reference: random'],
  ] as const) {
    it(`does not go with ${what}`, () => {
      assert.equal(mended(assertDiagnostics(spec(written), ['not-allowed'])), spec(fixed));
    });
  }
});

describe('the tasks of the catalog', () => {
  for (const protocol of ['quick', 'taher-2021']) {
    it(`are fine as they are under ${protocol}`, () => {
      assertDiagnostics(
        `protocol: ${protocol}\nruns: 10\ntasks: [DXC14, DXC5, TXC, ECC, PXS, LXS, VFS]\n${INITIALIZATIONS}`,
        [],
      );
    });
  }
});

describe('the keys of official layouts', () => {
  it('are refused elsewhere', () => {
    assertDiagnostics(`tasks: [{name: TXC, «uncertain»: u-ones}]\n${INITIALIZATIONS}`, ['not-allowed']);
    assertDiagnostics(`tasks: [{name: DXC5, uncertain: u-ones, on-problem: leave-out}]\n${INITIALIZATIONS}`, []);
    assertDiagnostics(`tasks: [{name: DXC5, «window»: {center: 1, width: 2}}]\n${INITIALIZATIONS}`, ['not-allowed']);
  });

  it('leave no group-by to say', () => {
    assertDiagnostics(`tasks: [{name: TXC, split: {group-by: «"(.*)"»}}]\n${INITIALIZATIONS}`, ['not-allowed']);
  });
});

describe('missing-path', () => {
  const reading = (text: string, codes: readonly string[], missing: readonly string[]) =>
    assertDiagnostics(text, codes, {
      path: '/specs/a.warmstart.yaml',
      environment: { home: '/home/me' },
      fileExists: (path) => !missing.includes(path),
    });

  it('points at the folder of a dataset, as written', () => {
    reading(`data: {drive: «~/DRIVE»}\ntasks: [VFS]\n${INITIALIZATIONS}`, ['missing-path'], ['/home/me/DRIVE']);
  });

  it('points at the task where no folder is said', () => {
    reading(`tasks: [«VFS»]\n${INITIALIZATIONS}`, ['missing-path'], ['/specs/drive']);
  });

  it('looks at the folder in front of a pattern’s star', () => {
    reading(
      `tasks: [{name: a, images: «i/*.png», masks: m/*.png}]\n${INITIALIZATIONS}`,
      ['missing-path'],
      ['/specs/i'],
    );
    reading(
      `tasks: [{name: a, images: i/*.png, masks: [l/*.png, «r/*.png»]}]\n${INITIALIZATIONS}`,
      ['missing-path'],
      ['/specs/r'],
    );
  });

  it('looks for no pattern of class folders, whose names it does not know', () => {
    reading(`tasks: [{name: a, layout: class-folders, images: front/*.png}]\n${INITIALIZATIONS}`, [], ['/specs/front']);
  });

  it('looks for the files of a table below the dataset', () => {
    reading(
      `data: {d: {root: d, labels: «l.csv»}}\ntasks: [{name: a, data: d, label-columns: [x]}]\n${INITIALIZATIONS}`,
      ['missing-path'],
      ['/specs/d/l.csv'],
    );
  });

  it('points at a checkpoint and at the folder of checkpoints', () => {
    reading(
      `protocol: taher-2021\nweights: «w»\ntasks: [VFS]\ninitializations: [imagenet, {name: a, weights: «b.pth»}]\n`,
      ['missing-path', 'missing-path'],
      ['/specs/w', '/specs/b.pth', '/specs/b.pth.index'],
    );
  });

  it('takes what the files of a TensorFlow checkpoint begin with for a path', () => {
    reading('tasks: [VFS]\ninitializations: [{name: a, weights: model.ckpt-7}]\n', [], ['/specs/model.ckpt-7']);
  });

  it('takes the same weights exported as .safetensors for a published checkpoint', () => {
    const text = 'protocol: taher-2021\nweights: w\ntasks: [VFS]\ninitializations: [«imagenet»]\n';
    const official = ['/specs/w/resnet50-19c8e357.pth', '/specs/w/resnet50-0676ba61.pth'];
    const exported = official.map((path) => path.replace('.pth', '.safetensors'));
    reading(text, ['missing-path'], [...official, ...exported]);
    reading(text.replace(/[«»]/g, ''), [], official);
  });

  it('leaves the spec runnable elsewhere', () => {
    const { spec } = assertDiagnostics(`tasks: [«VFS»]\n${INITIALIZATIONS}`, ['missing-path'], {
      path: '/specs/a.yaml',
      fileExists: () => false,
    });
    assert.equal(spec?.tasks[0]?.dataset.root, '/specs/drive');
  });
});

describe('checkpoints of the catalog', () => {
  it('need a folder', () => {
    assertDiagnostics('protocol: taher-2021\ntasks: [VFS]\ninitializations: [random, «imagenet»]\n', ['missing-key']);
  });
});

describe('checkpoint-mismatch', () => {
  it('is given for published checkpoints and another network than theirs', () => {
    assertDiagnostics('weights: w\ntasks: [VFS]\ninitializations: [random, «imagenet»]\n', ['checkpoint-mismatch']);
    assertDiagnostics(
      'weights: w\nnetwork: {encoder: resnet50}\ntasks: [VFS]\ninitializations: [random, imagenet]\n',
      [],
    );
  });

  it('is given once for each checkpoint, however many initializations begin with it', () => {
    const given = (protocol: string, first: string) =>
      assertDiagnostics(
        `protocol: ${protocol}\nweights: w\npadding: symmetric\ndata: {images: {phantom: xray}, other: {phantom: textures}}\ntasks: [{name: T, kind: classification, data: images}]\ninitializations:\n  - {name: a, pretrain: {from: ${first}, on: other, method: supervised}}\n  - {name: b, pretrain: {from: simclr-v1, on: other, method: supervised}}\n`,
        ['checkpoint-mismatch'],
      );
    given('taher-2021', '«simclr-v1»');
    given('quick', '«simclr-v1»');
  });

  it('is not given for checkpoints of one’s own, whatever their name', () => {
    assertDiagnostics('tasks: [VFS]\ninitializations: [{name: ImageNet, weights: i.safetensors}]\n', []);
  });

  const HEAD = 'protocol: taher-2021\nweights: w\ntasks: [VFS]\n';
  const BOTH = ['checkpoint-mismatch', 'checkpoint-mismatch'];

  it('tells which checkpoints were trained on other pixel values', () => {
    const head = `${HEAD}padding: symmetric\n`;
    const { spec } = assertDiagnostics(`${head}initializations: [imagenet, «simclr-v1»]\n`, ['checkpoint-mismatch']);
    assert.notEqual(spec, null);
    assertDiagnostics(`${head}training: {normalisation: none}\ninitializations: [simclr-v1]\n`, []);
    const decided = ['{name: simclr-v1, normalisation: protocol}', '{name: simclr-v1, normalisation: checkpoint}'];
    for (const entry of decided) assertDiagnostics(`${head}initializations: [${entry}]\n`, []);
    assertDiagnostics(`${head}normalisation: checkpoint\ninitializations: [simclr-v1]\n`, []);
    // A file of one's own that has an official name.
    const own = '{name: «mine», weights: w/ResNet50_1x.pth}';
    assertDiagnostics(`${head}initializations: [${own}]\n`, ['checkpoint-mismatch']);
  });

  it('tells which checkpoints were trained with TensorFlow’s padding, until that is known', () => {
    const head = `${HEAD}normalisation: protocol\n`;
    const { spec, diagnostics } = assertDiagnostics(
      `${head}initializations: [imagenet, «simclr-v1», «simclr-v2», «byol»]\n`,
      [...BOTH, 'checkpoint-mismatch'],
    );
    assert.notEqual(spec, null);
    assert.match(diagnostics[0]!.message, /of the max pooling: .* cannot be followed/);
    assert.match(diagnostics[2]!.message, /of convolutions and max pooling with stride 2: /);
    assertDiagnostics(`${head}padding: symmetric\ninitializations: [simclr-v1, simclr-v2, byol]\n`, []);
    assertDiagnostics(`${head}initializations: [{name: byol, padding: symmetric}]\n`, []);
    assertDiagnostics(`${head}initializations: [{name: «byol», padding: «tensorflow»}]\n`, [
      'checkpoint-mismatch',
      'not-allowed',
    ]);
  });

  it('trains the same cells whether the padding is known or not', () => {
    const cells = (padding: string) =>
      makePlan(readSpec(`${HEAD}${padding}normalisation: protocol\ninitializations: [byol]\n`).spec!).cells;
    assert.deepEqual(
      cells('padding: symmetric\n').map(({ id }) => id),
      cells('').map(({ id }) => id),
    );
  });

  for (const [style, before, after] of [
    ['a name', '  - simclr-v1  # as is\n', '  - {name: "simclr-v1", SETTING}  # as is\n'],
    ['braces', '  - {name: simclr-v1, allow-partial: true}\n', '  - {name: simclr-v1, SETTING, allow-partial: true}\n'],
    ['braces on lines', '  - {\n      name: simclr-v1\n    }\n', '  - {\n      name: simclr-v1, SETTING\n    }\n'],
    ['lines', '  - name: simclr-v1  # as is\n  - random\n', '  - name: simclr-v1  # as is\n    SETTING\n  - random\n'],
    [
      'lines that end the text',
      '  -   allow-partial: true\n      name: simclr-v1',
      '  -   allow-partial: true\n      name: simclr-v1\n      SETTING',
    ],
    [
      'a file',
      '  - name: s\n    weights: ResNet50_1x.pth\n',
      '  - name: s\n    SETTING\n    weights: ResNet50_1x.pth\n',
    ],
  ] as const)
    it(`is mended in an entry written as ${style}`, () => {
      const text = `${HEAD}initializations:\n${before}`;
      const once = mended(readSpec(text));
      assert.equal(once, `${HEAD}initializations:\n${after.replace('SETTING', 'normalisation: checkpoint')}`);
      const { diagnostics, spec } = readSpec(mended(readSpec(once)));
      assert.deepEqual(diagnostics, []);
      const [first] = spec!.initializations;
      assert.equal(first?.source === 'file' && first.normalisation, 'none');
    });

  it('is mended for all where pre-training alone starts from the checkpoint', () => {
    const text = `data: {t: {phantom: textures}}\n${HEAD}initializations:\n  - {name: a, pretrain: {from: simclr-v1, on: t}}\n`;
    const { diagnostics } = readSpec(mended(readSpec(mended(readSpec(text)))));
    assert.deepEqual(diagnostics, []);
  });

  it('asks for no normalisation that nobody knows', () => {
    assertDiagnostics('tasks: [VFS]\ninitializations: [{name: mine, weights: i.pth, normalisation: «checkpoint»}]\n', [
      'not-allowed',
    ]);
    assertDiagnostics('tasks: [VFS]\ninitializations: [{name: random, normalisation: «none»}]\n', ['not-allowed']);
    assertDiagnostics('tasks: [VFS]\ninitializations: [{name: mine, weights: i.pth, normalisation: none}]\n', []);
  });
});

describe('test-images-seen', () => {
  const head = 'network: {encoder: resnet50}\nweights: w\ndata: {t: {phantom: textures}}\ntasks: [PXS]\n';

  it('warns of weights that have seen what a dataset was taken from, also further up the chain', () => {
    assertDiagnostics(`${head}initializations: [random, «chestxray14»]\n`, ['test-images-seen']);
    assertDiagnostics(
      `${head}initializations:\n  - random\n  - name: «more»\n    pretrain: {from: chestxray14, on: t}\n`,
      ['test-images-seen'],
    );
    assertDiagnostics(`${head}initializations: [random, chexpert]\n`, []);
  });

  it('is given where another table names images of the same folder', () => {
    const table = (file: string) => `{root: d, labels: ${file}, label-columns: [x]}`;
    assertDiagnostics(
      `data: {a: ${table('a.csv')}, b: ${table('b.csv')}}\ntasks: [{name: t, data: b}]\n` +
        'initializations: [random, {name: «up», pretrain: {from: random, on: a}}]\n',
      ['test-images-seen'],
    );
  });

  it('is given for weights of one’s own that have seen what the images were taken from', () => {
    const spec = (seen: string) =>
      `tasks: [PXS]\ninitializations: [{name: «mine», weights: w.pth, pretrained-on: ${seen}}]\n`;
    assertDiagnostics(spec('[imagenet, nih]'), ['test-images-seen']);
    assertDiagnostics(`data: {hospital: {root: h, layout: chestxray14}}\n${spec('hospital')}`, ['test-images-seen']);
    assertDiagnostics(spec('[siim, nih]'), ['not-applicable']);
  });
});
