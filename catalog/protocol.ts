import type { Recipe, Stated } from './recipe';

/** A complete recipe: every value that a spec leaves open is settled here. */
export interface Protocol {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly title: string;
  readonly description: string;
  readonly encoder: Stated<'resnet18' | 'resnet34' | 'resnet50' | 'resnet101'>;
  /** Channels of the stem. */
  readonly width: Stated<number>;
  readonly classification: Recipe;
  readonly segmentation: Recipe;
  readonly pretraining: Recipe;
  /** What is different for a task of the catalog, by its code. */
  readonly tasks: Readonly<Record<string, Partial<Recipe>>>;
}
