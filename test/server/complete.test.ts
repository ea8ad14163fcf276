import assert from 'node:assert/strict';
import type { CompletionItem } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { complete } from '../../server/complete';
import type { FolderEntry } from '../../server/world';
import { Places } from '../../spec/paths';
import { documentAtCursor } from './cursor';
import { CATALOG } from './known-names';

const PLACES = new Places({ path: '/specs/a.warmstart.yaml', environment: { home: '/home/ada' } });

const FOLDERS: Record<string, FolderEntry[]> = {
  '/specs': [
    { name: 'runs', folder: true },
    { name: '.hidden', folder: true },
    { name: 'notes.txt', folder: false },
  ],
  '/home/ada/x-rays': [{ name: 'labels.csv', folder: false }],
  '/home/ada/lesions': [
    { name: '.git', folder: true },
    { name: 'readme.txt', folder: false },
    { name: 'train', folder: true },
  ],
  '/home/ada/lesions/train': [
    { name: 'benign', folder: true },
    { name: 'malignant', folder: true },
  ],
  '/home/ada/lesions/train/benign': [{ name: '1_front.png', folder: false }],
  '/specs/runs': [{ name: 'moco v2.pth', folder: false }],
};

function items(marked: string): CompletionItem[] {
  const { document, position } = documentAtCursor(marked);
  return complete(document, position, {
    catalog: CATALOG,
    paths: {
      places: PLACES,
      world: { listFolder: (path) => FOLDERS[path.replace(/\/$/, '')] ?? [] },
    },
  });
}

function labels(marked: string): string[] {
  return items(marked).map(({ label }) => label);
}

/** The text after choosing `label`, the snippet's stops left in. */
function chosen(marked: string, label: string): string {
  const { document } = documentAtCursor(marked);
  const item = items(marked).find((each) => each.label === label);
  if (!item) throw new Error(`"${label}" is not among ${labels(marked).join(', ')}`);
  return TextDocument.applyEdits(document, [item.textEdit as { range: never; newText: string }]);
}

describe('complete', () => {
  it('offers keys that are not there yet, the required ones first', () => {
    assert.deepEqual(labels('|').slice(0, 3), ['tasks', 'initializations', 'name']);
    assert.ok(labels('|').includes('runs'));
    assert.ok(!labels('name: a\n|\nruns: 3\n').includes('runs'));
  });

  it('keeps the key under the cursor, and its colon', () => {
    assert.equal(chosen('na|me: a\n', 'name'), 'name: a\n');
  });

  it('brings what a key needs: a colon, a first item, an indented line or braces', () => {
    assert.equal(chosen('na|', 'name'), 'name: $0');
    assert.equal(chosen('ru|', 'runs'), `runs: \${0:10}`);
    assert.equal(chosen('name: a\nta|\n', 'tasks'), 'name: a\ntasks:\n  - $0\n');
    assert.equal(chosen('tr|', 'training'), 'training:\n  $0');
    assert.equal(
      chosen('initializations:\n  - name: a\n    pre|\n', 'pretrain'),
      'initializations:\n  - name: a\n    pretrain: {from: $1, on: $2}\n',
    );
  });

  it('indents below the key, not below the dash in front of it', () => {
    assert.equal(chosen('tasks:\n  - tr|\n', 'training'), 'tasks:\n  - training:\n      $0\n');
  });

  it('documents keys and values with the sentences of the schema', () => {
    const runs = items('ru|').find(({ label }) => label === 'runs')!;
    assert.match(
      JSON.stringify(runs.documentation),
      /Fine-tuning runs per cell.*at least 1, at most 1000 · Default: `10`/,
    );
    const [kind] = items('tasks:\n  - name: a\n    kind: |\n');
    assert.match(JSON.stringify(kind!.documentation), /One sigmoid output per class/);
  });

  it('offers enumerated values', () => {
    assert.deepEqual(labels('tasks:\n  - name: a\n    kind: |\n'), ['classification', 'segmentation']);
    assert.equal(
      chosen('tasks:\n  - name: a\n    kind:|\n', 'segmentation'),
      'tasks:\n  - name: a\n    kind: segmentation\n',
    );
  });

  it('offers to keep the parts of a dataset', () => {
    assert.deepEqual(labels('data:\n  x: {root: y, split: {parts: |}}\n'), ['drawn', 'given']);
  });

  it('offers true and false, null and defaults', () => {
    assert.deepEqual(labels('initializations:\n  - {name: a, allow-partial: |\n'), ['true', 'false']);
    assert.deepEqual(labels('training: {early-stopping: |}\n'), ['null']);
    assert.deepEqual(labels('runs: |\n'), ['10']);
  });

  it('narrows the keys by those that are there', () => {
    assert.deepEqual(labels('initializations:\n  - name: a\n    pretrain: {from: random, on: x}\n    |\n'), []);
    assert.deepEqual(labels('initializations:\n  - {name: a, weights: b.pth, |}\n'), [
      'pretrained-on',
      'allow-partial',
      'normalisation',
      'padding',
    ]);
    assert.deepEqual(labels('data:\n  x: {phantom: xray, |}\n'), ['images', 'size', 'seed', 'split']);
  });

  it('offers the numbers of a schedule, a loss and an augmentation, with what they usually are', () => {
    assert.deepEqual(labels('training: {augmentation: |}\n').slice(0, 4), [
      'none',
      'flip',
      'crop-flip-rotate',
      'intensity-distortion-crop',
    ]);
    assert.deepEqual(labels('training: {augmentation: {kind: crop-flip-rotate, |}}\n'), [
      'smallest-area',
      'largest-area',
      'aspect',
      'flip-probability',
      'rotation',
    ]);
    assert.deepEqual(labels('training: {augmentation: {kind: crop-flip-rotate, rotation: |}}\n'), ['7']);
    assert.deepEqual(labels('training: {schedule: {kind: cosine, |}}\n'), ['epochs', 'minimum']);
    assert.deepEqual(labels('training: {loss: {kind: soft-dice, |}}\n'), ['smooth']);
    assert.ok(labels('training:\n  |\n').includes('weight-decay'));
  });

  it('leaves out the keys of other layouts', () => {
    const offered = labels('tasks:\n  - name: a\n    layout: masks\n    |\n');
    assert.ok(offered.includes('masks'));
    assert.ok(!offered.includes('label-columns'));
  });

  it('offers paths for one pattern of masks and for each of several', () => {
    assert.deepEqual(labels('tasks:\n  - name: a\n    masks: |\n'), ['runs/', 'notes.txt', '[…]']);
    assert.deepEqual(labels('tasks:\n  - name: a\n    masks: [left/*.png, |]\n'), ['runs/', 'notes.txt']);
    assert.deepEqual(labels('tasks:\n  - name: a\n    masks:\n      - |\n'), ['runs/', 'notes.txt']);
  });

  it('completes inside unfinished flow maps', () => {
    assert.deepEqual(labels('initializations:\n  - pretrain: {|\n'), ['from', 'on', 'method', 'training']);
    assert.deepEqual(labels('initializations:\n  - pretrain: {from: random, |\n'), ['on', 'method', 'training']);
    assert.deepEqual(labels('data:\n  x: {phantom: xray}\ninitializations:\n  - pretrain: {from: random, on: |\n'), [
      'x',
      'chestxray14',
    ]);
  });

  it('offers what weights may have seen, in a list, too', () => {
    const data = 'data: {x: {phantom: xray}}\n';
    const seen = ['x', 'chestxray14', 'imagenet', 'inat2021'];
    const at = (value: string) =>
      labels(`${data}initializations:\n  - {name: a, weights: b.pth, pretrained-on: ${value}`);
    assert.deepEqual(at('|}\n'), [...seen, '[…]']);
    assert.deepEqual(at('[|]}\n'), seen);
    assert.deepEqual(at('[imagenet, |]}\n'), seen);
    assert.deepEqual(
      labels(`${data}initializations:\n  - name: a\n    weights: b.pth\n    pretrained-on:\n      - |\n`),
      seen,
    );
  });

  it('offers to say where the datasets lie that the spec uses', () => {
    const text = 'data:\n  |\ntasks:\n  - {name: a, data: thumbnails}\n';
    assert.deepEqual(labels(text), ['thumbnails', 'chestxray14']);
    assert.equal(
      chosen('data:\n  thumb|\ntasks:\n  - {name: a, data: thumbnails}\n', 'thumbnails').split('\n')[1],
      '  thumbnails: $0',
    );
  });

  it('offers the initializations of this spec to start from, but not itself, then those of the catalog', () => {
    const text =
      'initializations:\n  - random\n  - name: up\n    pretrain: {from: random, on: x}\n  - name: both\n    pretrain: {from: |';
    assert.deepEqual(labels(text), ['random', 'up', 'imagenet']);
  });

  it('offers the initializations of this spec to compare with', () => {
    assert.deepEqual(labels('initializations: [random, {name: up, weights: u.pth}]\nstatistics: {reference: |}\n'), [
      'random',
      'up',
    ]);
  });

  it('keeps to the kind that is written where a key is wrong', () => {
    assert.deepEqual(labels('training: {schedule: {kind: cosine, patience: 3, |}}\n'), ['epochs', 'minimum']);
  });

  it('offers list items that are not in the list yet, names first', () => {
    assert.deepEqual(labels('tasks:\n  - TXC\n  - |\n').slice(0, 2), ['VFS', 'name']);
    assert.deepEqual(labels('tasks: [TXC, |]\n'), ['VFS', '{name}']);
    assert.deepEqual(labels('tasks:\n  - TXC\n  - name: |\n'), ['VFS']);
  });

  it('starts a list item where no dash is typed yet', () => {
    assert.equal(chosen('tasks:\n  |\n', 'TXC'), 'tasks:\n  - TXC\n');
    assert.equal(chosen('tasks:\n  - TXC\n  |\n', 'VFS'), 'tasks:\n  - TXC\n  - VFS\n');
  });

  it('writes a quoted name within its quotes', () => {
    assert.equal(chosen('tasks:\n  - "T|\n', 'TXC'), 'tasks:\n  - "TXC"\n');
    assert.equal(items('tasks:\n  - "T|\n')[0]!.filterText, '"TXC');
  });

  it('completes paths, folders first, and goes on below a folder', () => {
    assert.deepEqual(labels('initializations:\n  - {name: a, weights: |}\n'), ['runs/', 'notes.txt']);
    assert.deepEqual(labels('initializations:\n  - {name: a, weights: runs/|}\n'), ['runs/moco v2.pth']);
    assert.deepEqual(labels('initializations:\n  - {name: a, weights: .|}\n'), ['.hidden/', 'runs/', 'notes.txt']);
    assert.ok(items('initializations:\n  - {name: a, weights: |}\n')[0]!.command);
  });

  it('starts the paths of a dataset at its folder', () => {
    const data = 'data: {x: ~/x-rays, y: {root: ~/x-rays}}\n';
    assert.deepEqual(labels(`${data}tasks:\n  - {name: a, data: x, labels: |}\n`), ['labels.csv']);
    assert.deepEqual(labels(`${data}tasks:\n  - {name: a, data: y, labels: |}\n`), ['labels.csv']);
    assert.deepEqual(labels('data:\n  y: {root: ~/x-rays, labels: |}\n'), ['labels.csv']);
  });

  it('starts the pattern of images in class folders at one of these', () => {
    const folder = '~/lesions';
    const keys = 'layout: class-folders, images: |';
    assert.deepEqual(labels(`data:\n  x: {root: ${folder}, ${keys}}\n`), ['1_front.png']);
    assert.deepEqual(labels(`data: {x: ${folder}}\ntasks:\n  - {name: a, data: x, ${keys}}\n`), ['1_front.png']);
    const classes = 'classes: [benign, malignant]';
    assert.deepEqual(labels(`data: {x: {root: ${folder}, ${classes}}}\ntasks:\n  - {name: a, data: x, images: |}\n`), [
      '1_front.png',
    ]);
    assert.deepEqual(labels(`data:\n  x: {root: ${folder}, ${classes}, labels: a.csv, images: |}\n`), [
      'train/',
      'readme.txt',
    ]);
    assert.deepEqual(labels(`tasks:\n  - {name: a, ${keys}}\n`), ['moco v2.pth']);
  });

  it('offers only folders where a folder is wanted', () => {
    assert.deepEqual(labels('weights: |\n'), ['runs/']);
  });

  it('says nothing in comments', () => {
    assert.deepEqual(labels('# |\nname: a\n'), []);
  });
});
