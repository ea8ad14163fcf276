/**
 * What published weights were trained to see. All of the catalog's take RGB of values in [0, 1], as the networks here are shown
 * (runner/training/normalise.ts); a checkpoint that takes others needs a step there first.
 */
export interface ExpectedInput {
  /** Order of the channels. */
  readonly colours: 'RGB';
  /** Of pixel values, before a mean is taken off. */
  readonly range: readonly [0, 1];
  /** `imagenet`: less ImageNet's mean, divided by its standard deviation. `none`: as they are. */
  readonly normalisation: 'imagenet' | 'none';
  /**
   * Of what steps by two over a map of even sides. `symmetric`: both sides alike, as PyTorch's networks pad. `tensorflow`: SAME, the right and
   * the bottom alone or more. `tensorflow-pooling`: SAME in the max pooling, both sides alike in the convolutions.
   */
  readonly padding: 'symmetric' | 'tensorflow' | 'tensorflow-pooling';
}

const NORMALISATIONS = {
  imagenet: 'less ImageNet’s mean and divided by its standard deviation',
  none: 'not normalised',
} as const;

const PADDINGS = {
  symmetric: null,
  tensorflow: 'TensorFlow’s padding (SAME) of convolutions and max pooling with stride 2',
  'tensorflow-pooling': 'TensorFlow’s padding (SAME) of the max pooling',
} as const;

/** `RGB, values in [0, 1], not normalised` */
export function pixelsText({ colours, range, normalisation }: Omit<ExpectedInput, 'padding'>): string {
  return `${colours}, values in [${range.join(', ')}], ${NORMALISATIONS[normalisation]}`;
}

/** null: PyTorch's, which every network here has. */
export function paddingText({ padding }: Pick<ExpectedInput, 'padding'>): string | null {
  return PADDINGS[padding];
}
