/** Whether the test cases bear out the differences that the runs have shown, in words. */
import { isDifference } from '../marks';
import { count, list } from '../numbers';
import type { Table } from '../table';
import type { OverCases, TaskOverCases } from './over-cases';

/** A sentence for each kind of answer; none where no difference has been shown. */
export function casesVerdict(over: TaskOverCases, { cells }: Table): readonly string[] {
  const shown = cells
    .filter(({ task, mark }) => task === over.task && isDifference(mark))
    .map(({ initialization }) => ({
      initialization,
      told: isTold(over.cells.find((cell) => cell.initialization === initialization)?.difference ?? null),
    }));
  const differ = (told: boolean | null, rest: string): string[] => {
    const names = shown.filter((each) => each.told === told).map(({ initialization }) => initialization);
    const verb = names.length === 1 ? 'differs' : 'differ';
    return names.length === 0 ? [] : [`${list(names)} ${verb} from ${over.against} ${rest}.`];
  };
  const drawn = over.patients === null ? 'images' : 'patients';
  return [
    ...differ(
      false,
      `over runs, but not over ${casesOf(over)}, where the interval of the difference includes 0: luck in training is excluded, the luck of which ${drawn} were tested is not`,
    ),
    ...differ(true, `over ${casesOf(over)}, too`),
    ...differ(null, 'over runs; over test images it could not be checked, as predictions are missing'),
  ];
}

/** `144 test images`, `12 patients (144 test images)`. */
export function casesOf({ images, patients }: TaskOverCases): string {
  return patients === null
    ? count(images, 'test image')
    : `${count(patients, 'patient')} (${count(images, 'test image')})`;
}

/** Whether every interval that there is excludes 0; null: there is none. */
function isTold(difference: OverCases | null): boolean | null {
  const intervals = [difference?.bootstrap ?? null, difference?.delong ?? null].filter((each) => each !== null);
  return intervals.length === 0 ? null : intervals.every(({ low, high }) => low > 0 || high < 0);
}
