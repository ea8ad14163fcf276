/** A process that reads the first of ten batches, leaves the others and its threads as they are, and has nothing more to do. */
import { BatchFeed } from '../../../runner/feeding/batch-feed';
import { planEvaluation } from '../../../runner/feeding/batch-plan';
import { DataThreads } from '../../../runner/feeding/data-threads';
import { numberedImages } from './numbered-images';

async function leaveBatches(): Promise<void> {
  const plans = planEvaluation(40, 'test', { batchSize: 4, testTimeAugmentation: 'none' });
  const stream = new BatchFeed(new DataThreads(2)).open(numberedImages('classification', 40, 4, 6), plans);
  for await (const { count } of stream) {
    console.log(`read ${count}`);
    break;
  }
}

void leaveBatches();
