/** Schedules, losses and augmentations: of each the kinds there are, and the numbers that a kind usually has. A job only says others. */

export type RecipeSchedule =
  | { readonly kind: 'constant' }
  /** `epochs: null`: over all epochs of the training. */
  | { readonly kind: 'cosine'; readonly epochs: number | null; readonly minimum: number }
  | {
      readonly kind: 'plateau';
      readonly factor: number;
      readonly patience: number;
      readonly threshold: number;
      readonly minimum: number;
    };

export type RecipeLoss =
  | { readonly kind: 'binary-cross-entropy' }
  /** `smooth`: added to numerator and denominator, so that two empty masks agree. */
  | { readonly kind: 'soft-dice'; readonly smooth: number };

/** The schema says what each number means. */
export type RecipeAugmentation =
  | { readonly kind: 'none' }
  | { readonly kind: 'flip'; readonly flipProbability: number }
  | {
      readonly kind: 'crop-flip-rotate';
      readonly smallestArea: number;
      readonly largestArea: number;
      readonly aspect: number;
      readonly flipProbability: number;
      readonly rotation: number;
    }
  | {
      readonly kind: 'intensity-distortion-crop';
      readonly intensityProbability: number;
      readonly brightness: number;
      readonly contrast: number;
      readonly smallestGamma: number;
      readonly largestGamma: number;
      readonly distortionProbability: number;
      readonly elasticShift: number;
      readonly elasticSmoothing: number;
      readonly grid: number;
      readonly optical: number;
      readonly cropProbability: number;
      readonly smallestCrop: number;
    };

interface Kind {
  readonly kind: string;
}

/** Of every kind its usual numbers. */
export type UsualOf<Value extends Kind> = { readonly [K in Value['kind']]: Extract<Value, { readonly kind: K }> };

/** PyTorch's, but for the patience, which is that of the benchmark's code. */
export const SCHEDULES: UsualOf<RecipeSchedule> = {
  constant: { kind: 'constant' },
  cosine: { kind: 'cosine', epochs: null, minimum: 0 },
  plateau: { kind: 'plateau', factor: 0.5, patience: 5, threshold: 1e-4, minimum: 0 },
};

export const LOSSES: UsualOf<RecipeLoss> = {
  'binary-cross-entropy': { kind: 'binary-cross-entropy' },
  'soft-dice': { kind: 'soft-dice', smooth: 1 },
};

/** Those of the benchmark's code; what it does not say, torchvision's and albumentations' own. */
export const AUGMENTATIONS: UsualOf<RecipeAugmentation> = {
  none: { kind: 'none' },
  flip: { kind: 'flip', flipProbability: 0.5 },
  'crop-flip-rotate': {
    kind: 'crop-flip-rotate',
    smallestArea: 0.08,
    largestArea: 1,
    aspect: 4 / 3,
    flipProbability: 0.5,
    rotation: 7,
  },
  'intensity-distortion-crop': {
    kind: 'intensity-distortion-crop',
    intensityProbability: 0.3,
    brightness: 0.2,
    contrast: 0.2,
    smallestGamma: 0.8,
    largestGamma: 1.2,
    distortionProbability: 0.3,
    elasticShift: 120,
    elasticSmoothing: 6,
    grid: 0.3,
    optical: 2,
    cropProbability: 0.25,
    smallestCrop: 156 / 224,
  },
};

/** The word where all numbers are usual; else the kind with those that are not. */
export type Compact<Value extends Kind> = Value extends Kind
  ? Value['kind'] | (Pick<Value, 'kind'> & Partial<Omit<Value, 'kind'>>)
  : never;

export function compact<Value extends Kind>(value: Value, usual: UsualOf<Value>): Compact<Value> {
  const ofKind: Kind = usual[value.kind as Value['kind']];
  const others = Object.entries(value).filter(([key, number]) => ofKind[key as keyof Kind] !== number);
  return (others.length === 0 ? value.kind : { kind: value.kind, ...Object.fromEntries(others) }) as Compact<Value>;
}

export function inFull<Value extends Kind>(setting: Compact<Value>, usual: UsualOf<Value>): Value {
  const said: Kind = typeof setting === 'string' ? { kind: setting } : (setting as Kind);
  return { ...usual[said.kind as Value['kind']], ...said } as unknown as Value;
}
