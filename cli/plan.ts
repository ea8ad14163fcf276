import { bytes } from '../results/numbers';
import { ASSUMED_SPEEDS, type Estimate, estimatePlan, PATIENCES } from '../runner/estimate-plan';
import { StoreReader } from '../runner/store/store-reader';
import { parseCommand, STORE_OPTIONS } from './arguments';
import { ExitCode } from './exit-code';
import { openExperiment } from './open-experiment';

/** The matrix of cells, before anything trains, and what it takes. */
export async function plan(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(parameters, STORE_OPTIONS, ['SPEC']);
  const { plan, store } = openExperiment(positionals[0]!, values);
  for (const node of plan.pretraining) {
    const { epochs, imageSize } = node.job.training;
    console.log(
      `${node.id}  pre-training ${node.initialization} on ${node.job.dataset.name}: ${node.job.network.encoder}, ${imageSize} px, ${epochs} epochs`,
    );
  }
  for (const cell of plan.cells) {
    const name = `${cell.task} / ${cell.initialization} / ${cell.run}`;
    console.log(
      cell.notApplicable === null ? `${cell.id}  ${name}` : `---               ${name}: ${cell.notApplicable}`,
    );
  }
  const runs = plan.cells.filter(({ notApplicable }) => notApplicable === null).length;
  console.log(`${runs} runs and ${plan.pretraining.length} pre-trainings; ${plan.cells.length - runs} not applicable.`);
  const reader = new StoreReader(store);
  for (const line of estimateLines(estimatePlan(plan, (id) => reader.record(id)))) console.log(line);
  return ExitCode.done;
}

function estimateLines({ operations, measured, resultBytes, cacheBytes, unknown }: Estimate): string[] {
  const at = (speed: number) =>
    `about ${span(operations / speed)} at ${Number((speed / 1e9).toPrecision(2)).toLocaleString('en')} GFLOP/s`;
  const times = measured
    ? `${at(measured.speed)}, measured on ${measured.epochs} epochs here`
    : Object.entries(ASSUMED_SPEEDS)
        .map(([device, speed]) => `${at(speed)}, as ${device} has`)
        .join('; ');
  const lines = [
    `Time: ${times}. Early stopping is taken to end training after ${PATIENCES} times its patience.`,
    `Disk: about ${bytes(resultBytes, 2)} of results and ${bytes(cacheBytes, 2)} of prepared images.`,
  ];
  if (unknown.length > 0) lines.push(`Not in it: ${unknown.join(', ')}, whose size is known once it has been read.`);
  return lines;
}

/** For instance `5 min`, `3 h`, `12 days`. */
function span(seconds: number): string {
  const units = [
    [86_400, 'days'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ] as const;
  const [length, unit] = units.find(([length]) => seconds >= 2 * length) ?? [1, 's'];
  return `${Number((seconds / length).toPrecision(2))} ${unit}`;
}
