import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Network } from '../../../runner/networks/network';
import { resnetClassifier } from '../../../runner/networks/resnet';
import { unet } from '../../../runner/networks/unet';
import type { NetworkSettings } from '../../../spec/spec';

type Names = Readonly<
  Record<string, { readonly parameters: number; readonly names: Readonly<Record<string, readonly number[]>> }>
>;

const golden = JSON.parse(readFileSync(path.join(__dirname, 'golden/names.json'), 'utf8')) as Names;

function assertSame(network: Network, expected: Names[string]): void {
  assert.deepEqual(Object.fromEntries(network.parameters.map(({ name, shape }) => [name, shape])), expected.names);
  const trainable = network.parameters.filter((parameter) => parameter.trainable);
  const count = trainable.reduce((sum, { shape }) => sum + shape.reduce((product, side) => product * side, 1), 0);
  assert.equal(count, expected.parameters);
}

describe('parameter names and shapes', () => {
  for (const encoder of ['resnet18', 'resnet34', 'resnet50', 'resnet101'] satisfies NetworkSettings['encoder'][]) {
    it(`of ${encoder} are torchvision's`, () =>
      assertSame(resnetClassifier({ encoder, width: 64 }, 1000), golden[encoder]!));
  }
  it("of a U-Net on ResNet-50 are segmentation_models.pytorch's", () =>
    assertSame(unet({ encoder: 'resnet50', width: 64 }), golden['unet resnet50']!));
});
