import assert from 'node:assert/strict';
import { readStatistics } from '../../spec/read-statistics';

const read = (text: string, runs = 10) => readStatistics(text, ['a', '"b": c'], runs);

describe('statistics without a spec', () => {
  it('have the defaults of a spec', () => {
    const { statistics, messages } = read('{}');
    assert.deepEqual([statistics?.test, statistics?.alpha, statistics?.correction], ['welch', 0.05, 'holm']);
    assert.deepEqual(messages, []);
  });

  it('take the words of a spec', () => {
    const { statistics } = read('{test: student, margin: 0.5, correction: none, ddof: 0}');
    assert.deepEqual(
      [statistics?.test, statistics?.margin, statistics?.correction, statistics?.ddof],
      ['student', 0.5, 'none', 0],
    );
  });

  for (const [what, text, message] of [
    ['a word that is none', '{test: student-t}', /`test` cannot be `student-t`/],
    ['a key that is none', '{alpah: 0.1}', /Did you mean `alpha`/],
    ['what is no map', 'welch', /a map is expected/],
    ['an open bracket', '{test: welch', /./],
  ] as const) {
    it(`refuse ${what}`, () => {
      const { statistics, messages } = read(text);
      assert.equal(statistics, null);
      assert.match(messages.join(' '), message);
    });
  }
});
