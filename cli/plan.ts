import { parseCommand, STORE_OPTIONS } from './arguments';
import { ExitCode } from './exit-code';
import { openExperiment } from './open-experiment';

/** The matrix of cells, before anything trains. */
export async function plan(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(parameters, STORE_OPTIONS, ['SPEC']);
  const { plan } = openExperiment(positionals[0]!, values);
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
  return ExitCode.done;
}
