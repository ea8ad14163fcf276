import assert from 'node:assert/strict';
import { networkCost } from '../../../runner/networks/network-cost';
import { resnetClassifier } from '../../../runner/networks/resnet';
import { unet } from '../../../runner/networks/unet';

const count = (parameters: readonly { readonly shape: readonly number[] }[]) =>
  parameters.reduce((sum, { shape }) => sum + shape.reduce((product, side) => product * side, 1), 0);

describe('networkCost', () => {
  for (const encoder of ['resnet18', 'resnet34', 'resnet50', 'resnet101'] as const) {
    for (const width of [64, 16]) {
      it(`counts the numbers of ${encoder} of width ${width}, and of a U-Net on it`, () => {
        const settings = { encoder, width };
        assert.equal(
          networkCost(settings, 'classification', 224, 14).parameters,
          count(resnetClassifier(settings, 14).parameters),
        );
        assert.equal(networkCost(settings, 'segmentation', 224, 1).parameters, count(unet(settings).parameters));
      });
    }
  }

  it('counts the products that torchvision states, in thousand millions', () => {
    const stated = { resnet18: 1.814, resnet34: 3.664, resnet50: 4.089, resnet101: 7.801 };
    for (const [encoder, expected] of Object.entries(stated)) {
      const settings = { encoder: encoder as keyof typeof stated, width: 64 };
      const { products } = networkCost(settings, 'classification', 224, 1000);
      assert.ok(Math.abs(products / 1e9 - expected) < 0.001, `${encoder}: ${products}`);
    }
  });
});
