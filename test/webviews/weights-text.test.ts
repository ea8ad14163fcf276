import assert from 'node:assert/strict';
import { numberText, tensorsText } from '../../webviews/weights/text';

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
});
