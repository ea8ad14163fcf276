import { USUAL_ADAM } from '../catalog/adam';
import type { Protocol } from '../catalog/protocol';
import { type RecipeValues, valuesOf } from '../catalog/recipe';
import { AUGMENTATIONS, compact, inFull, LOSSES, type RecipeSchedule } from '../catalog/recipe-kinds';
import { canvasSide } from './canvas-side';
import type { NetworkSettings, Schedule, TaskKind, TrainingSettings } from './spec';
import type { Partially, TrainingSyntax } from './syntax';

/**
 * The recipe of a task: the protocol's for its kind, then what the protocol has for this task of the catalog, then what the spec changes for
 * all tasks, then for this one.
 *
 * @param code of the task in the catalog; null: one's own.
 */
export function fineTuning(
  protocol: Protocol,
  kind: TaskKind,
  code: string | null,
  ...changes: readonly TrainingSyntax[]
): TrainingSettings {
  const recipe = { ...protocol[kind], ...(code === null ? {} : protocol.tasks[code]) };
  return settled(valuesOf(recipe), changes);
}

export function pretraining(protocol: Protocol, changes: TrainingSyntax): TrainingSettings {
  return settled(valuesOf(protocol.pretraining), [changes]);
}

/** What a job leaves out where it is so. */
const UNSAID = { ...USUAL_ADAM, precision: 'float32', resize: null } as const;

function settled(recipe: RecipeValues, changes: readonly TrainingSyntax[]): TrainingSettings {
  const { beta1, beta2, epsilon, weightDecay, precision, resize, schedule, loss, augmentation, ...values } =
    changes.reduce(changed, recipe);
  const said = Object.entries({ beta1, beta2, epsilon, weightDecay, precision, resize }).filter(
    ([key, value]) => UNSAID[key as keyof typeof UNSAID] !== value,
  );
  return {
    ...values,
    ...Object.fromEntries(said),
    schedule: settledSchedule(schedule, values.epochs),
    loss: compact(loss, LOSSES),
    augmentation: compact(augmentation, AUGMENTATIONS),
  };
}

/** What a job says, and what it leaves out. */
export function trainingInFull(training: TrainingSettings, kind: TaskKind): RecipeValues {
  const { schedule } = training;
  return {
    ...UNSAID,
    ...training,
    resize: canvasSide(kind, training),
    schedule: schedule.kind === 'constant' ? schedule : { ...schedule, minimum: schedule.minimum ?? 0 },
    loss: inFull(training.loss, LOSSES),
    augmentation: inFull(training.augmentation, AUGMENTATIONS),
  };
}

/** A cosine without an end of its own ends with the training, however long the spec makes that. */
function settledSchedule(schedule: RecipeSchedule, epochs: number): Schedule {
  if (schedule.kind === 'constant') return schedule;
  const { minimum, ...rest } =
    schedule.kind === 'cosine' ? { ...schedule, epochs: schedule.epochs ?? epochs } : schedule;
  return minimum === 0 ? rest : { ...rest, minimum };
}

/** Later values win; a place that is not said keeps the earlier one. `early-stopping: null` is said. */
function changed<Values extends object>(values: Values, changes: Partially<Values>): Values {
  const said = Object.entries<Partially<Values>[keyof Values]>(changes).flatMap(([key, located]) =>
    located === null ? [] : [[key, located.value]],
  );
  return { ...values, ...Object.fromEntries(said) };
}

export function networkOf(protocol: Protocol, ...changes: readonly Partially<NetworkSettings>[]): NetworkSettings {
  return changes.reduce<NetworkSettings>(changed, { encoder: protocol.encoder.value, width: protocol.width.value });
}
