import assert from 'node:assert/strict';
import { depthText, numberText, tensorsText } from '../../webviews/weights/text';

describe('numbers in the weights editor', () => {
  it('are grouped, and one is one', () => {
    assert.deepEqual([1, 1234].map(tensorsText), ['1 tensor', '1,234 tensors']);
  });

  it('have four digits, whatever their size', () => {
    assert.deepEqual([null, 0, -0.123456, 12345.678, 1e-5, -2.5e7].map(numberText), [
      '–',
      '0',
      '−0.1235',
      '12350',
      '1.000e−5',
      '−2.500e+7',
    ]);
  });

  it('say how deep a network is, and how deep the whole would be', () => {
    assert.equal(depthText({ depth: 50, network: 'resnet50' }), '50 layers, as in a ResNet-50');
    assert.equal(depthText({ depth: 152, network: 'resnet101' }), '152 layers, where a ResNet-101 has 101');
  });
});
