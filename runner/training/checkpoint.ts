import { existsSync } from 'node:fs';
import type { NamedTensors } from '../weights/named-tensors';
import { readSafetensors } from '../weights/safetensors';
import { WeightsError } from '../weights/weights-error';
import { readProgress, type TrainingProgress } from './training-progress';

/** Where a run goes on: a learner's state after an epoch, and how the loop stood there. */
export interface Checkpoint {
  readonly state: NamedTensors;
  readonly progress: TrainingProgress;
}

/** The checkpoint in a file; null where there is none that can be read, so that the run starts anew, which costs time and changes no number. */
export async function readCheckpoint(file: string): Promise<Checkpoint | null> {
  if (!existsSync(file)) return null;
  try {
    const { tensors, metadata } = await readSafetensors(file);
    const progress = readProgress(metadata);
    return progress && { state: tensors, progress };
  } catch (error) {
    if (!(error instanceof WeightsError)) throw error;
    console.error(`The run starts anew, as its checkpoint is damaged. ${error.message}`);
    return null;
  }
}
