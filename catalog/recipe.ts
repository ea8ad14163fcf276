/** What a protocol says about training, value by value, each with the sentence that explains it on hover. */
import type { RecipeAugmentation, RecipeLoss, RecipeSchedule } from './recipe-kinds';

export interface Stated<Value> {
  readonly value: Value;
  /** Where the value comes from or why it is so. */
  readonly because: string;
}

export function stated<const Value>(value: Value, because: string): Stated<Value> {
  return { value, because };
}

/** Adam's numbers besides the learning rate. */
export interface AdamValues {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** PyTorch's: times the weight, added to its gradient. */
  readonly weightDecay: number;
}

export interface RecipeValues extends AdamValues {
  /** Pixels. */
  readonly imageSize: number;
  /** Side that images are resized to before the input is cut out, in pixels; null: 256/224 of the input, and for segmentation the input. */
  readonly resize: number | null;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly schedule: RecipeSchedule;
  readonly epochs: number;
  /** Epochs without a better validation loss; null: never. */
  readonly earlyStopping: number | null;
  readonly loss: RecipeLoss;
  readonly augmentation: RecipeAugmentation;
  readonly normalisation: 'imagenet' | 'none';
  readonly testTimeAugmentation: 'none' | 'ten-crop';
  readonly precision: 'float32' | 'mixed';
}

export type Recipe = { readonly [Key in keyof RecipeValues]: Stated<RecipeValues[Key]> };

/** The values of a recipe, without their reasons. */
export function valuesOf(recipe: Recipe): RecipeValues {
  return {
    imageSize: recipe.imageSize.value,
    resize: recipe.resize.value,
    batchSize: recipe.batchSize.value,
    learningRate: recipe.learningRate.value,
    beta1: recipe.beta1.value,
    beta2: recipe.beta2.value,
    epsilon: recipe.epsilon.value,
    weightDecay: recipe.weightDecay.value,
    schedule: recipe.schedule.value,
    epochs: recipe.epochs.value,
    earlyStopping: recipe.earlyStopping.value,
    loss: recipe.loss.value,
    augmentation: recipe.augmentation.value,
    normalisation: recipe.normalisation.value,
    testTimeAugmentation: recipe.testTimeAugmentation.value,
    precision: recipe.precision.value,
  };
}
