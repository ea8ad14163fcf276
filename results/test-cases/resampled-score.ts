/** The score of one run when each of its test cases counts several times. */
import { diceOf, type TestCases } from '../../journal/test-cases';
import { repeatedAuc } from '../../statistics/bootstrap';

/** The score, then each of the classes it averages over, where there are several; null where one is not defined. */
export type ResampledScore = (times: Uint16Array) => readonly (number | null)[];

/**
 * @param classes those that count, of an AUC
 * @param isPooled Dice over the pixels of all images together
 */
export function resampledScore(cases: TestCases, classes: readonly string[], isPooled: boolean): ResampledScore {
  if (cases.kind === 'classification') return resampledAuc(classes.map((name) => classCases(cases, name)));
  return isPooled ? pooledDice(cases.overlaps) : meanDice(cases.overlaps);
}

/** Scores and labels of one class, by case. */
export function classCases({ ids, classes, scores, truths }: TestCases & { kind: 'classification' }, name: string) {
  const [width, output] = [classes.length, classes.indexOf(name)];
  const own = { scores: new Float32Array(ids.length), labels: new Uint8Array(ids.length) };
  for (let index = 0, place = output; index < ids.length; index++, place += width) {
    own.scores[index] = scores[place]!;
    own.labels[index] = truths[place]!;
  }
  return own;
}

function resampledAuc(classes: readonly ReturnType<typeof classCases>[]): ResampledScore {
  const aucs = classes.map(({ scores, labels }) => repeatedAuc(scores, labels));
  return (times) => {
    const parts = aucs.map((auc) => auc(times));
    // As in testing: over the classes that have both labels.
    const known = parts.filter((part) => part !== null);
    const mean = known.length === 0 ? null : known.reduce((sum, part) => sum + part, 0) / known.length;
    return parts.length > 1 ? [mean, ...parts] : [mean];
  };
}

function meanDice(overlaps: Uint32Array): ResampledScore {
  const perImage = Float64Array.from({ length: overlaps.length / 3 }, (_, image) =>
    diceOf(overlaps[3 * image]!, overlaps[3 * image + 1]!, overlaps[3 * image + 2]!),
  );
  return (times) => {
    let [sum, count] = [0, 0];
    for (let image = 0; image < perImage.length; image++) {
      sum += times[image]! * perImage[image]!;
      count += times[image]!;
    }
    return [sum / count];
  };
}

function pooledDice(overlaps: Uint32Array): ResampledScore {
  return (times) => {
    let [common, predicted, there] = [0, 0, 0];
    for (let image = 0; image < times.length; image++) {
      common += times[image]! * overlaps[3 * image]!;
      predicted += times[image]! * overlaps[3 * image + 1]!;
      there += times[image]! * overlaps[3 * image + 2]!;
    }
    return [diceOf(common, predicted, there)];
  };
}
