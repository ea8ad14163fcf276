import assert from 'node:assert/strict';
import { bytesText, numberText, shareText, tensorsText } from '../../webviews/weights/text';

describe('numbers in the weights editor', () => {
  it('have units that people read', () => {
    assert.deepEqual([0, 999, 1000, 102_530_333, 1_234_000_000].map(bytesText), [
      '0 B',
      '999 B',
      '1.0 kB',
      '102.5 MB',
      '1.23 GB',
    ]);
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

  it('call nothing whole that is not', () => {
    assert.deepEqual([1, 0.99999, 0.0801].map(shareText), ['100 %', '99.9 %', '8 %']);
  });
});
