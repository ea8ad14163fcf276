import assert from 'node:assert/strict';
import { readSpec } from '../../spec/read-spec';
import { assertDiagnostics, mended } from './marked';

const REST = 'tasks: [VFS]\ninitializations: [random]\n';

describe('the walk over the schema', () => {
  it('finds nothing wrong with the smallest spec', () => {
    assertDiagnostics(REST, []);
  });

  it('points at an unknown key and offers the one that was meant', () => {
    const reading = assertDiagnostics(`«rnus»: 3\n${REST}`, ['unknown-key']);
    assert.equal(mended(reading), `runs: 3\n${REST}`);
  });

  it('offers no key that is there already', () => {
    const { diagnostics } = assertDiagnostics(`runs: 2\n«rnus»: 3\n${REST}`, ['unknown-key']);
    assert.equal(diagnostics[0]!.fixes, undefined);
  });

  it('points at the second of two equal keys, and reads the first', () => {
    const { text } = assertDiagnostics(`runs: 3\n«runs»: 4\n${REST}`, ['duplicate-key']);
    assert.match(readSpec(text).diagnostics[0]!.message, /line 1/);
  });

  it('finds equal keys inside maps in braces', () => {
    assertDiagnostics(`network: {width: 16, «width»: 32}\n${REST}`, ['duplicate-key']);
  });

  it('points at the first key of a map that lacks one', () => {
    assertDiagnostics('«runs»: 3\ntasks: [VFS]\n', ['missing-key']);
    assertDiagnostics(
      `data: {t: {phantom: textures}}\ntasks: [VFS]\ninitializations:\n  - name: a\n    «pretrain»: {on: t}\n`,
      ['missing-key'],
    );
  });

  it('asks for everything in an empty text', () => {
    assert.deepEqual(
      readSpec('').diagnostics.map(({ code }) => code),
      ['wrong-type'],
    );
  });

  for (const [wrong, code] of [
    ['runs: «ten»', 'wrong-type'],
    ['runs: «[1]»', 'wrong-type'],
    ['«runs»: {a: 1}', 'wrong-type'],
    ['«runs»:', 'wrong-type'],
    ['runs: «2.5»', 'wrong-type'],
    ['runs: «0»', 'out-of-range'],
    ['name: «""»', 'out-of-range'],
    ["weights: «''»", 'out-of-range'],
    ['runs: «.inf»', 'wrong-type'],
    ['name: «3»', 'wrong-type'],
    ['network: {width: «18»}', 'out-of-range'],
    ['network: {encoder: «resnet12»}', 'not-allowed'],
    ['training: {learning-rate: «0»}', 'out-of-range'],
    ['training: {learning-rate: «.nan»}', 'out-of-range'],
    ['training: {schedule: «linear»}', 'not-allowed'],
    ['training: {schedule: {kind: plateau, «epochs»: 3}}', 'unknown-key'],
    ['training: {schedule: {kind: plateau, factor: «1»}}', 'out-of-range'],
    ['training: {beta2: «1»}', 'out-of-range'],
    ['training: {weight-decay: «-0.1»}', 'out-of-range'],
    ['training: {augmentation: {kind: flip, flip-probability: «1.5»}}', 'out-of-range'],
    ['training: {augmentation: {kind: flip, «rotation»: 5}}', 'unknown-key'],
    ['training: {augmentation: {kind: intensity-distortion-crop, brightness: «far»}}', 'wrong-type'],
    ['training: {schedule: {kind: «cosin», epochs: 3}}', 'not-allowed'],
    ['training: {schedule: {«kind»: }}', 'wrong-type'],
    ['training: {«schedule»: {}}', 'missing-key'],
    ['training: {loss: {kind: «binary-cross-entropy», smooth: 1}}', 'not-allowed'],
    ['statistics: {ddof: «2»}', 'not-allowed'],
    ['statistics: {alpha: «1»}', 'out-of-range'],
    ['data: {a: {phantom: «clouds»}}', 'not-allowed'],
    ['data: {a: «3»}', 'wrong-type'],
    ['training: {early-stopping: «never»}', 'wrong-type'],
  ] as const) {
    it(`gives ${code} for ${wrong}`, () => {
      assertDiagnostics(`${wrong}\n${REST}`, [code]);
    });
  }

  for (const right of [
    'training: {early-stopping: null}',
    'training: {schedule: {kind: cosine, epochs: 30}}',
    'training: {schedule: plateau}',
    'statistics: {margin: null, ddof: 0}',
    'data: {a: {phantom: xray, images: 20, size: 32, seed: 0, split: {group-by: null}}}',
    'data: {a: {root: b, layout: class-folders, classes: [x, y]}}',
    'runs: 1000',
    'training: &t {epochs: 3}\ndata: {a: {phantom: textures}}',
  ]) {
    it(`accepts ${right}`, () => {
      assertDiagnostics(`${right}\n${REST}`, []);
    });
  }

  it('offers to quote a number that is a name, and to unquote a number', () => {
    assert.equal(mended(assertDiagnostics(`name: «2024»\n${REST}`, ['wrong-type'])), `name: "2024"\n${REST}`);
    assert.equal(mended(assertDiagnostics(`runs: «"3"»\n${REST}`, ['wrong-type'])), `runs: 3\n${REST}`);
  });

  it('follows anchors, and points at where they are used', () => {
    assertDiagnostics(`network: &n {encoder: resnet18}\ntraining: {epochs: «*n»}\n${REST}`, ['wrong-type']);
  });

  it('needs at least one task and one initialization', () => {
    assertDiagnostics('tasks: «[]»\ninitializations: «[]»\n', ['out-of-range', 'out-of-range']);
  });

  it('points at a key that does not go with the others', () => {
    assertDiagnostics(
      'data: {t: {phantom: textures}}\ntasks: [VFS]\n' +
        'initializations: [{name: a, weights: b.safetensors, «pretrain»: {from: random, on: t}}]\n',
      ['unknown-key'],
    );
  });

  it('points at every key of another kind, however many there are', () => {
    const keys = '«factor»: 0.5, «patience»: 3, «threshold»: 0.1';
    for (const schedule of [`{kind: cosine, ${keys}}`, `{${keys}, kind: cosine}`]) {
      const { diagnostics } = assertDiagnostics(`training: {schedule: ${schedule}}\n${REST}`, [
        'unknown-key',
        'unknown-key',
        'unknown-key',
      ]);
      assert.match(diagnostics[0]!.message, /belongs to `plateau`, but this is `cosine`/);
    }
    const data = 'data: {t: {phantom: textures, «layout»: masks, «masks»: m/*.png}}\n';
    assertDiagnostics(`${data}${REST}`, ['unknown-key', 'unknown-key']);
    assertDiagnostics(
      'data: {t: {phantom: textures}}\ntasks: [VFS]\ninitializations:\n' +
        '  - {name: a, pretrain: {from: random, on: t}, «allow-partial»: true, «normalisation»: none}\n  - random\n',
      ['unknown-key', 'unknown-key'],
    );
  });

  it('names all kinds where the one that is written is none, and offers the one that was meant', () => {
    const training = (schedule: string) => `training: {schedule: {kind: ${schedule}}}\n${REST}`;
    const reading = assertDiagnostics(training('«platau», patience: 3'), ['not-allowed']);
    assert.match(reading.diagnostics[0]!.message, /`cosine`, `plateau`/);
    assert.equal(mended(reading), training('plateau, patience: 3'));
    assert.match(readSpec(`training: {schedule: {}}\n${REST}`).diagnostics[0]!.message, /`cosine`, `plateau`/);
  });

  it('offers the word alone where a kind has no numbers', () => {
    const reading = assertDiagnostics(`training: {schedule: {kind: «constant», epochs: 3}}\n${REST}`, ['not-allowed']);
    assert.equal(mended(reading), `training: {schedule: constant}\n${REST}`);
  });

  it('reports a misspelled key once, though it is missing too', () => {
    assert.equal(mended(assertDiagnostics('«task»: [VFS]\ninitializations: [random]\n', ['unknown-key'])), REST);
  });

  for (const [wrong, right, code] of [
    ['tasks: «VFS»\ninitializations: [random]\n', REST, 'wrong-type'],
    [
      'tasks: [VFS]\ninitializations: [{name: a, weights: w.pth, allow-partial: «yes»}]\n',
      'tasks: [VFS]\ninitializations: [{name: a, weights: w.pth, allow-partial: true}]\n',
      'wrong-type',
    ],
  ] as const) {
    it(`mends ${wrong}`, () => {
      assert.equal(mended(assertDiagnostics(wrong, [code])), right);
    });
  }

  it('makes no list of text on two lines', () => {
    assert.equal(readSpec('tasks:\n  VFS\n  TXC\ninitializations: [random]\n').diagnostics[0]!.fixes, undefined);
  });

  it('takes no quotes away that are not there', () => {
    for (const value of ['1e-3x', '!!str 3']) {
      const [found] = readSpec(`training: {learning-rate: ${value}}\n${REST}`).diagnostics;
      assert.equal(found!.fixes, undefined);
    }
  });

  for (const [wrong, code, message] of [
    ['«epochs»: 3', 'unknown-key', /belongs under `training`/],
    ['«alpha»: 0.1', 'unknown-key', /belongs under `statistics`/],
    ['training: {«<<»: {epochs: 3}}', 'unknown-key', /not merged/],
    ['training: «*t»', 'wrong-type', /marked `&t`/],
    ['training: {schedule: «[]»}', 'wrong-type', /a map with `kind`/],
    ['data: {d: {root: d, labels: l.csv, label-columns: [a, «a»]}}', 'duplicate-name', /`a` is already/],
    ['data: {d: {root: d, layout: class-folders, classes: [a, b, «a»]}}', 'duplicate-name', /`a` is already/],
  ] as const) {
    it(`says what to do about ${wrong}`, () => {
      assert.match(assertDiagnostics(`${wrong}\n${REST}`, [code]).diagnostics[0]!.message, message);
    });
  }

  it('points at the dash of an item without a value', () => {
    const { diagnostics } = assertDiagnostics('tasks:\n  - VFS\n  «-»\ninitializations: [random]\n', ['wrong-type']);
    assert.match(diagnostics[0]!.message, /has no value yet/);
  });

  it('offers keys of alternatives', () => {
    const { diagnostics } = readSpec('tasks: [VFS]\ninitializations: [{name: a, wieghts: b.pth}]\n');
    assert.match(diagnostics.find(({ code }) => code === 'unknown-key')!.message, /Did you mean `weights`/);
  });

  it('chooses the kind of initialization by its keys', () => {
    assertDiagnostics('tasks: [VFS]\ninitializations: [{name: a, weights: b.safetensors, «alow-partial»: true}]\n', [
      'unknown-key',
    ]);
  });
});
