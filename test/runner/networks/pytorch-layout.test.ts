import assert from 'node:assert/strict';
import { Program } from '../../../runner/engines/compile/program';
import { EagerExecutor } from '../../../runner/engines/eager-executor';
import { openEngine } from '../../../runner/engines/open-engine';
import { engineShape, pytorchOrder, toPytorch } from '../../../runner/networks/pytorch-layout';
import { ENGINES, requireEngine } from '../engines';

for (const engineName of ENGINES) {
  describe(`weights in PyTorch’s order on ${engineName}`, function () {
    this.timeout(60_000);
    before(function () {
      requireEngine(this as unknown as Mocha.Context, engineName);
    });

    for (const shape of [
      [16, 3, 2, 5],
      [19, 4, 3, 3],
      [5, 2, 1, 1],
      [1, 4, 3, 3],
      [4, 1, 1, 1],
      [1, 1, 3, 2],
      [8, 7],
      [1, 9],
      [9],
    ]) {
      it(`of the shape [${shape}] are turned into TensorFlow’s number by number, copied, and turned back`, async () => {
        const { native } = await openEngine(engineName);
        const executor = native ? new Program(native, null) : new EagerExecutor();
        const variable = executor.variable(engineShape(shape), false);
        const values = Float32Array.from({ length: shape.reduce((product, side) => product * side) }, (_, at) => at);
        executor.write(variable, values, pytorchOrder(shape));
        const expected = [];
        const [outputs, inputs = 1, height = 1, width = 1] = shape as [number, number?, number?, number?];
        for (let pixel = 0; pixel < height * width; pixel++)
          for (let input = 0; input < inputs; input++)
            for (let output = 0; output < outputs; output++)
              expected.push((output * inputs + input) * height * width + pixel);
        const same = values.slice();
        values.fill(-1);
        const [turned, back] = executor.read([{ variable }, { variable, order: pytorchOrder(shape) }]);
        assert.deepEqual([...turned!], expected);
        assert.deepEqual(back, same);
        assert.deepEqual(toPytorch(shape, turned!), same);
        executor.dispose();
      });
    }
  });
}
