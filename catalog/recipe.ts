/** What a protocol says about training, value by value, each with the sentence that explains it on hover. */

export interface Stated<Value> {
  readonly value: Value;
  /** Where the value comes from or why it is so. */
  readonly because: string;
}

export function stated<const Value>(value: Value, because: string): Stated<Value> {
  return { value, because };
}

export type RecipeSchedule =
  | { readonly kind: 'constant' }
  | { readonly kind: 'plateau'; readonly factor: number; readonly patience: number; readonly threshold: number }
  /** `epochs: null`: over all epochs of the training. */
  | { readonly kind: 'cosine'; readonly epochs: number | null };

export interface RecipeValues {
  /** Pixels. */
  readonly imageSize: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly schedule: RecipeSchedule;
  readonly epochs: number;
  /** Epochs without a better validation loss; null: never. */
  readonly earlyStopping: number | null;
  readonly loss: 'binary-cross-entropy' | 'soft-dice';
  readonly augmentation: 'none' | 'flip' | 'crop-flip-rotate' | 'intensity-distortion-crop';
  readonly normalisation: 'imagenet' | 'none';
  readonly testTimeAugmentation: 'none' | 'ten-crop';
  readonly precision: 'float32' | 'mixed';
}

export type Recipe = { readonly [Key in keyof RecipeValues]: Stated<RecipeValues[Key]> };

/** The values of a recipe, without their reasons. */
export function valuesOf(recipe: Recipe): RecipeValues {
  return {
    imageSize: recipe.imageSize.value,
    batchSize: recipe.batchSize.value,
    learningRate: recipe.learningRate.value,
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
