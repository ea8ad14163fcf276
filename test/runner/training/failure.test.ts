import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../../../runner/engines/engine-error';
import { openEngine } from '../../../runner/engines/open-engine';
import { failureOf } from '../../../runner/training/failure';
import { requireEngine } from '../engines';

describe('a failure', () => {
  it('of memory names the batch size that takes half', () => {
    const { code, message } = failureOf(new Error('RESOURCE_EXHAUSTED: OOM when allocating tensor'), 32);
    assert.equal(code, 'out-of-memory');
    assert.match(message, /batch-size: 16 takes about half of what 32 took/);
  });

  it('of memory with single images asks for smaller ones', () => {
    assert.match(failureOf(new Error('out of memory'), 1).message, /smaller image-size/);
  });

  it('of memory is known by what TensorFlow really says', async function () {
    // TensorFlow waits ten seconds for memory to come free.
    this.timeout(60_000);
    requireEngine(this as unknown as Mocha.Context, 'tensorflow');
    await openEngine('tensorflow');
    const tooLarge = () => tf.tidy(() => tf.broadcastTo(tf.scalar(1), [2 ** 20, 2 ** 22]).dataSync());
    assert.throws(tooLarge, (error) => failureOf(error, 8).code === 'out-of-memory');
  });

  it('of an engine keeps its sentence', () => {
    assert.deepEqual(failureOf(new EngineError('broken', 'It is broken.'), 8), {
      code: 'engine',
      message: 'It is broken.',
    });
  });

  it('that nobody foresaw asks to be reported, with its place', () => {
    const { code, message } = failureOf(new Error('surprise'), 8);
    assert.equal(code, 'internal');
    assert.match(message, /please report it.*surprise/s);
  });
});
