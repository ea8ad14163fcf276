import assert from 'node:assert/strict';
import { toEngine, toPytorch } from '../../../runner/networks/pytorch-layout';

describe('PyTorch’s and TensorFlow’s order of weights', () => {
  for (const shape of [[16, 3, 2, 5], [19, 4, 3, 3], [5, 2, 1, 1], [8, 7], [3, 11], [9]]) {
    it(`are each other’s transpose for [${shape}], number by number`, () => {
      const values = Float32Array.from(
        { length: shape.reduce((product, side) => product * side) },
        (_, index) => index,
      );
      const turned = toEngine(shape, values);
      const [outputs, inputs = 1, height = 1, width = 1] = shape as [number, number?, number?, number?];
      const expected = [];
      for (let place = 0; place < height * width; place++)
        for (let input = 0; input < inputs; input++)
          for (let output = 0; output < outputs; output++)
            expected.push((output * inputs + input) * height * width + place);
      assert.deepEqual([...turned], expected);
      assert.deepEqual(toPytorch(shape, turned), values);
      assert.notEqual(turned.buffer, values.buffer);
    });
  }
});
