import assert from 'node:assert/strict';
import type { MarkupContent } from 'vscode-languageserver/node';
import { CATALOG_NAMES } from '../../server/catalog-names';
import { hover } from '../../server/hover';
import { outline } from '../../server/outline';
import { readSpec } from '../../spec/read-spec';
import { documentAtCursor } from './cursor';
import { CATALOG } from './known-names';

function hovered(marked: string): { readonly over: string; readonly says: string } | null {
  const { document, position } = documentAtCursor(marked);
  const { document: yaml, spec } = readSpec(document.getText());
  const found = hover(document, position, { catalog: CATALOG, yaml, outline: outline(yaml), spec });
  return found && { over: document.getText(found.range!), says: (found.contents as MarkupContent).value };
}

const RECIPE = 'initializations: [random]\ndata: {fundus: {phantom: fundus}}\ntraining: {batch-size: 8}\n';

describe('hover', () => {
  it('gives the sentences of a key, with its unit, range and default', () => {
    const { over, says } = hovered('ru|ns: 3\n')!;
    assert.equal(over, 'runs');
    assert.match(says, /^\*\*runs\*\*\n\nFine-tuning runs per cell/);
    assert.match(says, /Unit: runs · Range: at least 1, at most 1000 · Default: `10`/);
  });

  it('lists what a key allows', () => {
    assert.match(hovered('statistics: {te|st: welch}\n')!.says, /- `welch`: .*\n- `student`: /);
  });

  it('explains keys inside lists, by what else the entry holds', () => {
    assert.match(hovered('data:\n  a: {phantom: xray, si|ze: 64}\n')!.says, /Side of the square images/);
    assert.match(
      hovered('initializations:\n  - name: a\n    pretrain: {from: b, o|n: c}\n')!.says,
      /Dataset to pre-train on/,
    );
  });

  it('says what an enumerated value means', () => {
    const { over, says } = hovered('statistics: {test: we|lch}\n')!;
    assert.equal(over, 'welch');
    assert.match(says, /^\*\*welch\*\*: Welch's t-test/);
  });

  it('explains a value without a meaning of its own by its key', () => {
    assert.match(hovered('runs: 1|2\n')!.says, /^\*\*runs\*\*/);
  });

  it('says what a name of the catalog stands for, however it is written', () => {
    assert.match(hovered('tasks: [T|XC]\n')!.says, /tuberculosis detection\n\nShenzhen, scored by AUC/);
    assert.match(hovered('initializations:\n  - image|net\n')!.says, /supervised ImageNet/);
    assert.match(
      hovered('initializations:\n  - {name: a, pretrain: {from: random, on: ChestX-|ray14}}\n')!.says,
      /NIH ChestX-ray14/,
    );
    assert.match(hovered('protocol: qu|ick\n')!.says, /For laptops/);
  });

  it('says what weights have seen', () => {
    const own = (seen: string) => hovered(`initializations:\n  - {name: a, weights: b.pth, ${seen}}\n`)!.says;
    assert.match(own('pretrained-|on: [nih]'), /^\*\*pretrained-on\*\*\n\nDatasets that the weights have seen/);
    assert.match(own('pretrained-on: [chestx|ray14, imagenet]'), /NIH ChestX-ray14/);
    assert.match(own('pretrained-on: [chestxray14, image|net]'), /The photographs of ImageNet/);
  });

  it('says where a published checkpoint comes from and what it was trained to see', () => {
    const { document, position } = documentAtCursor('initializations:\n  - by|ol\n');
    const { document: yaml } = readSpec(document.getText());
    const found = hover(document, position, { catalog: CATALOG_NAMES, yaml, outline: outline(yaml), spec: null });
    const { value } = found!.contents as MarkupContent;
    assert.match(value, /- Licence: Apache-2\.0\n- Paper: arXiv 2006\.07733\n- Pre-trained on: ImageNet\n/);
    assert.match(value, /- Expects: RGB, values in \[0, 1\], less ImageNet’s mean/);
    assert.match(value, /- Trained with: TensorFlow’s padding \(SAME\) of convolutions and max pooling/);
  });

  it('says what a name of this spec stands for', () => {
    const text = 'data: {x: {phantom: xray}}\ninitializations:\n  - {name: up, pretrain: {from: random, on: x}}\n';
    assert.match(hovered(`${text}  - {name: b, pretrain: {from: u|p, on: x}}\n`)!.says, /\*\*up\*\*: random, then x/);
  });

  it('shows the recipe of a task, and where each value comes from', () => {
    const { says } = hovered(
      `${RECIPE}tasks:\n  - {name: ves|sels, kind: segmentation, data: fundus, training: {epochs: 3}}\n`,
    )!;
    assert.match(says, /\| epochs \| \*\*3\*\* \| this task; protocol: 20 \|/);
    assert.match(says, /\| batch-size \| \*\*8\*\* \| this spec; protocol: 4 \|/);
    assert.match(says, /\| loss \| soft-dice \(smooth 1\) \| Soft Dice finds small structures/);
    assert.match(says, /\| encoder \| resnet18 \| [A-Z]/);
    assert.equal(says.match(/protocol quick/g)?.length, 1, 'the protocol is named once');
  });

  it('says which value of a setting is in force for each task', () => {
    const { says } = hovered(
      `${RECIPE.replace('batch', 'ba|tch')}tasks: [{name: vessels, data: fundus}, {name: more, data: fundus, training: {batch-size: 2}}]\n`,
    )!;
    assert.match(says, /In force for vessels: `8` \(this spec\)/);
    assert.match(says, /In force for more: `2` \(this task\)/);
  });

  it('shows all that a protocol sets, number by number, for each kind of task', () => {
    for (const says of [hovered('protocol: taher-|2021\n')!.says, hovered('proto|col: taher-2021\n')!.says]) {
      assert.match(says, /\| \| classification \| segmentation \| pre-training \|\n\|:--\|/);
      assert.match(says, /\| encoder \| resnet50 \| resnet50 \| resnet50 \|/);
      assert.match(says, /\| resize \| 256 \| 224 \| 256 \|/);
      assert.match(says, /\| learning-rate \| 0.0002 \| 0.001 \| 0.0002 \|\n\| beta1 \| 0.9 \|/);
      assert.match(says, /\| schedule: epochs \| {2}\| all \| {2}\|/);
      assert.match(says, /\| early-stopping \| 11 \| 21 \| 11 \|/);
      assert.match(says, /\| augmentation: rotation \| 7 \| {2}\| 7 \|/);
      assert.match(says, /For VFS: image-size `512`, batch-size `16`, loss `binary-cross-entropy`/);
    }
    assert.match(hovered('proto|col: quick\n')!.says, /\| early-stopping \| never \|/);
  });

  it('shows the protocol’s own value of what a spec sets, and why, also while the spec is unfinished', () => {
    const unfinished = 'protocol: taher-2021\ntraining: {learning-rate: 0.0|1}\ntasks: [TXC, VFS\n';
    assert.match(hovered(unfinished)!.says, /Protocol taher-2021 for TXC: `0.0002`. Adam with/);
    assert.match(hovered(unfinished)!.says, /Protocol taher-2021 for VFS: `0.001`. Adam with/);
    const spec = (training: string) =>
      `protocol: taher-2021\ntraining: {${training}}\ntasks: [{name: a, layout: class-folders}]\ninitializations: [random]\n`;
    const rotated = hovered(spec('augmentation: {kind: crop-flip-rotate, rota|tion: 15}'))!.says;
    assert.match(rotated, /Largest angle.*Unit: degrees · Range: at least 0, at most 180 · Default: `7`/s);
    assert.match(rotated, /Protocol taher-2021 for classification: `7`. Random resized crop/);
    assert.match(rotated, /In force for a: `15` \(this spec\)/);
    const constant = hovered(spec('schedule: con|stant'))!.says;
    assert.match(
      constant,
      /Protocol taher-2021 for classification: `plateau \(factor 0.5, patience 5, .*, minimum 0\)`/,
    );
    assert.match(constant, /In force for a: `constant` \(this spec\)/);
    const pretrain = 'initializations:\n  - {name: b, pretrain: {from: random, on: c, training: {epo|chs: 3}}}\n';
    assert.match(hovered(pretrain)!.says, /Protocol quick for pre-training: `8`. Enough to learn/);
  });

  it('says nothing where nothing is', () => {
    assert.equal(hovered('|\nruns: 3\n'), null);
    assert.equal(hovered('# com|ment\n'), null);
  });
});
