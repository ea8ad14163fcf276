import type { TrainingSettings } from '../../spec/spec';

/** ImageNet's mean and standard deviation of red, green and blue in [0, 1], as torchvision gives them. */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;

/** For each of red, green, blue: what each of the 256 values becomes. [3, 256] */
export function normalisationTable(kind: TrainingSettings['normalisation']): Float32Array {
  return Float32Array.from({ length: 3 * 256 }, (_, i) => {
    const [channel, value] = [i >> 8, (i & 255) / 255];
    return kind === 'none' ? value : (value - MEAN[channel]!) / DEVIATION[channel]!;
  });
}
