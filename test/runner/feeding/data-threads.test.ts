import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { planEvaluation } from '../../../runner/feeding/batch-plan';
import { DataThreads } from '../../../runner/feeding/data-threads';
import { numberedImages } from './numbered-images';

describe('threads for data', function () {
  this.timeout(60_000);

  it('keep no process alive that has nothing else to do', () => {
    const parameters = ['--import', 'tsx', path.join(__dirname, 'leave-batches.ts')];
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, parameters, {
      encoding: 'utf8',
      timeout: 30_000,
    });
    assert.deepEqual([status, signal, stdout, stderr], [0, null, 'read 4\n', '']);
  });

  it('fail what they have not done when they end, and are replaced by others', async () => {
    const threads = new DataThreads(1);
    const { layout } = numberedImages('classification', 4, 4, 6);
    const [plan] = planEvaluation(4, 'test', { batchSize: 4, testTimeAugmentation: 'none' });
    const fill = () => {
      const images = new Uint8Array(new SharedArrayBuffer(4 * 48));
      const order = { ...plan!, rows: plan!.examples, imageSize: 4 };
      return threads.run('fill', layout, order, { images, masks: null }).then(() => images);
    };
    const lost = assert.rejects(fill(), /ended before its work was done/);
    await threads.dispose();
    await lost;
    assert.deepEqual([...(await fill()).subarray(0, 3)], [0, 1, 1]);
    await threads.dispose();
  });
});
