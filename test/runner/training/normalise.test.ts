import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import { CATALOG_INITIALIZATIONS } from '../../../catalog/initializations';
import { openEngine } from '../../../runner/engines/open-engine';
import { normalise } from '../../../runner/training/normalise';

describe('normalising', () => {
  before(async () => void (await openEngine('wasm')));

  // torchvision 0.29.2: ToTensor, and Normalize with ImageNet's numbers, of one pixel (255, 0, 51) of a PIL image.
  const SHOWN = { none: [1, 0, 0.2], imagenet: [2.2489083, -2.0357141, -0.9155556] };

  for (const { name, input } of CATALOG_INITIALIZATIONS)
    it(`shows ${name} what its authors did: ${input.normalisation}`, () => {
      assert.deepEqual([input.colours, ...input.range], ['RGB', 0, 1]);
      const shown = tf.tidy(() => [
        ...normalise(tf.tensor4d([255, 0, 51], [1, 1, 1, 3]), input.normalisation).dataSync(),
      ]);
      for (const [channel, value] of SHOWN[input.normalisation].entries())
        assert.ok(Math.abs(shown[channel]! - value) < 1e-6, `${shown}`);
    });
});
