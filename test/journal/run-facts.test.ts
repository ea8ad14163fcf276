import assert from 'node:assert/strict';
import { runFacts } from '../../journal/run-facts';
import { EMPTY_RECORD } from '../../journal/run-record';

describe('the facts of a run', () => {
  it('tell patients in two parts once, as a count, and other warnings about the data as they are', () => {
    const data = { train: 1, validation: 1, test: 1, classes: [], splitHash: 'split' };
    const [patients, pixels] = ['1 patient is in two parts: 7 (train and test).', 'Masks have more than two values.'];
    const factsOf = (change: object) => runFacts({ ...EMPTY_RECORD, data: { ...data, ...change } });
    const inTwoParts = { patients: 1, testImages: 1 };
    assert.deepEqual(factsOf({ warnings: [patients, pixels], inTwoParts }).dataWarnings, [pixels]);
    assert.equal('dataWarnings' in factsOf({ warnings: [patients], inTwoParts }), false);
    assert.deepEqual(factsOf({ warnings: [patients, pixels] }).dataWarnings, [patients, pixels]);
    assert.equal('dataWarnings' in factsOf({}), false);
  });
});
