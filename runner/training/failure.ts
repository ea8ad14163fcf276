import type { FailureCode } from '../../journal/event';
import { DataError } from '../datasets/data-error';
import { EngineError } from '../engines/engine-error';
import { SingleValueError } from '../networks/layers';
import { isSystemError } from '../store/store-error';
import { WeightsError } from '../weights/weights-error';
import { TrainingError } from './train-run';

/** What a journal says of an error that ended a run. */
export function failureOf(error: unknown): { code: FailureCode; message: string } {
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
    return {
      code: 'out-of-memory',
      message: `The device is out of memory: use a smaller batch-size or image-size. (${message})`,
    };
  }
  return { code: 'internal', message: `This should not happen; please report it. ${stack ?? message}` };
}
