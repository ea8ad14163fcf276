import assert from 'node:assert/strict';
import { resnetEncoder } from '../../../runner/networks/resnet';
import { summarizeEncoder } from '../../../runner/weights/encoder-summary';
import { ENCODER_NAMES, encoderShapes } from '../../../runner/weights/naming/encoder-names';
import type { TensorEntry } from '../../../runner/weights/tensor-entry';

function entries(shapes: ReadonlyMap<string, readonly number[]>): TensorEntry[] {
  return [...shapes].map(([name, shape]) => ({
    name: `module.${name}`,
    kind: 'F32',
    shape,
    byteLength: 0,
    offset: null,
  }));
}

describe('encoderShapes', () => {
  for (const encoder of ENCODER_NAMES) {
    it(`are those of the ${encoder} that is trained`, () => {
      const trained = resnetEncoder({ encoder, width: 16 }).parameters.map(({ name, shape }) => [name, shape] as const);
      const sorted = (pairs: Iterable<readonly [string, readonly number[]]>) => Object.fromEntries([...pairs].sort());
      assert.deepEqual(sorted(encoderShapes(encoder, 16)), sorted(trained));
    });
  }
});

describe('summarizeEncoder', () => {
  it('says which network it is and that all of it is there', () => {
    for (const network of ENCODER_NAMES) {
      const summary = summarizeEncoder(entries(encoderShapes(network, 8)))!;
      assert.deepEqual([summary.network, summary.width, summary.share, summary.missing], [network, 8, 1, []]);
      assert.deepEqual(summary.naming, { kind: 'torchvision', prefix: 'module.' });
    }
  });

  it('says what is missing and what has another shape', () => {
    const shapes = new Map(encoderShapes('resnet50', 8));
    shapes.delete('layer4.2.bn3.weight');
    shapes.set('layer1.0.conv2.weight', [8, 8, 5, 5]);
    const { share, missing, mismatched } = summarizeEncoder(entries(shapes))!;
    assert.ok(share > 0.99 && share < 1);
    assert.deepEqual(missing, ['layer4.2.bn3.weight']);
    assert.deepEqual(mismatched, ['layer1.0.conv2.weight [8,8,5,5] for [8,8,3,3]']);
  });

  it('says of deeper and other networks that they are none of those they fill', () => {
    const resnet101 = encoderShapes('resnet101', 8);
    const whole = summarizeEncoder(entries(resnet101))!;
    assert.deepEqual([whole.network, whole.resnet50Share, whole.foreign], ['resnet101', null, []]);
    assert.equal(summarizeEncoder(entries(encoderShapes('resnet34', 8)))!.foreign.length, 0);

    // A block more than any ResNet-101, as a ResNet-152 has 17.
    const more = [...resnet101].filter(([name]) => name.startsWith('layer3.22.'));
    const deeper = more.map(([name, shape]) => [name.replace('.22.', '.23.'), shape] as const);
    const summary = summarizeEncoder(entries(new Map([...resnet101, ...deeper])))!;
    assert.deepEqual([summary.network, summary.share, summary.depth], ['resnet101', 1, 104]);
    assert.deepEqual(
      summary.foreign,
      deeper.map(([name]) => `module.${name}`),
    );

    const se = new Map([...encoderShapes('resnet18', 8), ['layer1.0.se.fc1.weight', [1, 8, 1, 1]]] as const);
    const { network, foreign, resnet50Share } = summarizeEncoder(entries(se))!;
    assert.deepEqual([network, foreign, resnet50Share], ['resnet18', ['module.layer1.0.se.fc1.weight'], null]);
  });

  it('finds none among other tensors', () => {
    assert.equal(summarizeEncoder([]), null);
  });
});
