/**
 * A training process: `train-steps.ts ENGINE KIND FIRST LAST STATE` goes from step FIRST to LAST, both included, and leaves its state in
 * the file STATE, from which it takes up where FIRST is not 1.
 */
import type { EngineName } from '../../../runner/engines/engine';
import { openEngine } from '../../../runner/engines/open-engine';
import { createLearner } from '../../../runner/training/create-learner';
import { readSafetensors, writeSafetensors } from '../../../runner/weights/safetensors';
import { batchOf, CLASSIFIER, SEGMENTER } from './learners';

async function trainSteps(engine: string, kind: string, first: number, last: number, file: string): Promise<void> {
  const settings = kind === 'classification' ? CLASSIFIER : SEGMENTER;
  const learner = createLearner(await openEngine(engine as EngineName), settings);
  if (first > 1) learner.restore((await readSafetensors(file)).tensors);
  for (let step = first; step <= last; step++) {
    // Every third batch is smaller, as the last one of an epoch.
    learner.train(batchOf(settings, step % 3 === 0 ? 2 : 4, step), 1e-3);
    learner.evaluate(batchOf(settings, 3, 100));
  }
  await writeSafetensors(file, learner.state(), {});
}

const [engine, kind, first, last, file] = process.argv.slice(2);
void trainSteps(engine!, kind!, Number(first), Number(last), file!);
