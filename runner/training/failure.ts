import type { FailureCode } from '../../journal/event';
import { DataError } from '../datasets/data-error';
import { EngineError } from '../engines/engine-error';
import { SingleValueError } from '../networks/layers';
import { isSystemError } from '../store/store-error';
import { WeightsError } from '../weights/weights-error';
import { TrainingError } from './train-run';

/** What a journal says of an error that ended a run, which trained on batches of this size. */
export function failureOf(error: unknown, batchSize: number): { code: FailureCode; message: string } {
  if (error instanceof TrainingError) return { code: error.code, message: error.message };
  if (error instanceof SingleValueError || error instanceof DataError) return { code: 'data', message: error.message };
  if (error instanceof WeightsError) return { code: 'weights', message: error.message };
  if (error instanceof EngineError) return { code: 'engine', message: error.message };
  if (isSystemError(error) && error.path !== undefined) {
    return {
      code: 'data',
      message: `${error.path}: it cannot be read (${error.code}); check that it is there and may be read.`,
    };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  // TensorFlow's status name, and what V8 and wasm say.
  if (/RESOURCE_EXHAUSTED|OOM|out of memory|Array buffer allocation failed/i.test(message)) {
    // Activations are most of what a step holds, and they grow with the batch.
    const remedy =
      batchSize > 1
        ? `batch-size: ${Math.floor(batchSize / 2)} takes about half of what ${batchSize} took`
        : 'use a smaller image-size, as the batch is one image already';
    return { code: 'out-of-memory', message: `The device is out of memory: ${remedy}. (${message})` };
  }
  return { code: 'internal', message: `This should not happen; please report it. ${stack ?? message}` };
}
