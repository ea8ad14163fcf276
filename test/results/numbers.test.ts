import assert from 'node:assert/strict';
import { bytes, count, list, points, pValue, unbroken, wholeShare } from '../../results/numbers';

describe('a p-value in words', () => {
  it('has three decimals below 0.1 and two above', () => {
    assert.deepEqual(
      [0.00001, 0.0042, 0.0312, 0.214, 0.5, 0.999, 1].map((p) => pValue(p, 0.05)),
      ['< 0.001', '= 0.004', '= 0.031', '= 0.21', '= 0.50', '> 0.99', '> 0.99'],
    );
  });

  it('is never rounded across alpha', () => {
    assert.equal(pValue(0.0503, 0.05), '= 0.0503');
    assert.equal(pValue(0.04999, 0.05), '= 0.050');
    assert.equal(pValue(0.104, 0.1), '= 0.104');
  });

  it('shows small values where alpha is smaller still', () => {
    assert.equal(pValue(0.0004, 0.0005), '= 0.0004');
  });
});

describe('words for numbers', () => {
  it('keep a number, its sign and its unit on one line', () => {
    assert.equal(
      unbroken('84.1 ± 0.3, n = 3; p < 0.001 (80 % power)').replaceAll('\u00a0', '_'),
      '84.1_±_0.3, n_=_3; p_<_0.001 (80_% power)',
    );
  });

  it('join lists and count', () => {
    assert.deepEqual(
      [list([]), list(['a']), list(['a', 'b']), list(['a', 'b', 'c'])],
      ['', 'a', 'a and b', 'a, b and c'],
    );
    assert.deepEqual([count(1, 'run'), count(0, 'run')], ['1 run', '0 runs']);
  });

  it('give differences a sign, but none to zero', () => {
    assert.deepEqual([points(0.0123), points(-0.0123), points(-0.00001)], ['+1.23', '−1.23', '0.00']);
  });

  it('call nothing whole that is not', () => {
    assert.deepEqual([1, 0.99999, 0.0801].map(wholeShare), ['100 %', '99.9 %', '8 %']);
  });

  it('give sizes units that people read', () => {
    assert.deepEqual(
      [0, 999, 1000, 102_530_333, 1_234_000_000, 2e15].map((size) => bytes(size)),
      ['0 B', '999 B', '1 kB', '102.5 MB', '1.234 GB', '2000 TB'],
    );
    assert.equal(bytes(3_141_000, 2), '3.1 MB');
  });
});
