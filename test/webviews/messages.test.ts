import assert from 'node:assert/strict';
import {
  type FromLive,
  type FromResults,
  type FromWeights,
  parseFromLive,
  parseFromResults,
  parseFromWeights,
} from '../../webviews/messages';

const LIVE: FromLive[] = [{ type: 'ready' }, { type: 'run' }, { type: 'stop' }, { type: 'showResults' }];
const RESULTS: FromResults[] = [
  { type: 'ready' },
  { type: 'run' },
  { type: 'saveReport' },
  { type: 'copy', format: 'latex' },
  { type: 'copy', format: 'markdown' },
  { type: 'copy', format: 'csv' },
  { type: 'openCurves', task: 'TXC', initialization: 'ImageNet → ChestX-ray14' },
];
const WEIGHTS: FromWeights[] = [
  { type: 'ready' },
  { type: 'useInSpec' },
  { type: 'statistics', tensor: 'conv1.weight' },
];
const NO_MESSAGES = [undefined, null, 'ready', 7, [], {}, { type: 'format-disk' }, { type: 3 }, { type: ['ready'] }];

describe('messages of the webviews', () => {
  for (const message of LIVE) {
    it(`reads ${JSON.stringify(message)} from the live webview`, () => {
      assert.deepEqual(parseFromLive(structuredClone(message)), message);
    });
  }

  for (const message of RESULTS) {
    it(`reads ${JSON.stringify(message)} from the results webview`, () => {
      assert.deepEqual(parseFromResults(structuredClone(message)), message);
    });
  }

  for (const message of WEIGHTS) {
    it(`reads ${JSON.stringify(message)} from the weights editor`, () => {
      assert.deepEqual(parseFromWeights(structuredClone(message)), message);
    });
  }

  it('refuses what is no message', () => {
    for (const value of NO_MESSAGES) {
      assert.equal(parseFromLive(value), null);
      assert.equal(parseFromResults(value), null);
      assert.equal(parseFromWeights(value), null);
    }
  });

  it('refuses a message of the other webview', () => {
    assert.equal(parseFromLive({ type: 'saveReport' }), null);
    assert.equal(parseFromResults({ type: 'stop' }), null);
  });

  it('refuses a known type with a wrong or missing field', () => {
    assert.equal(parseFromResults({ type: 'copy' }), null);
    assert.equal(parseFromWeights({ type: 'statistics', tensor: 3 }), null);
    assert.equal(parseFromResults({ type: 'copy', format: 'docx' }), null);
    assert.equal(parseFromResults({ type: 'openCurves', task: 'TXC' }), null);
    assert.equal(parseFromResults({ type: 'openCurves', task: 'TXC', initialization: null }), null);
  });

  it('hands on nothing but the fields it knows', () => {
    assert.deepEqual(parseFromLive({ type: 'run', command: 'rm' }), { type: 'run' });
    assert.deepEqual(parseFromResults({ type: 'copy', format: 'csv', path: '/etc' }), { type: 'copy', format: 'csv' });
  });

  it('takes no field from a prototype', () => {
    assert.equal(parseFromLive(Object.create({ type: 'run' })), null);
  });
});
