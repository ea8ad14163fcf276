import { existsSync } from 'node:fs';
import path from 'node:path';
import { wholeShare } from '../results/numbers';
import { type LoadedEncoder, loadEncoderFile } from '../runner/weights/encoder-file';
import { type EncoderSummary, summarizeEncoder } from '../runner/weights/encoder-summary';
import { hashFile } from '../runner/weights/hash-file';
import { checkPublished, locateWeights } from '../runner/weights/locate-checkpoint';
import type { NamedTensors } from '../runner/weights/named-tensors';
import { printable } from '../runner/weights/printable';
import { readSafetensors, writeSafetensors } from '../runner/weights/safetensors';
import type { TensorEntry } from '../runner/weights/tensor-entry';
import { named } from '../runner/weights/weights-error';
import { writePth } from '../runner/weights/write-pth';
import type { Initialization } from '../spec/spec';
import { parseCommand, STORE_OPTIONS } from './arguments';
import { ExitCode } from './exit-code';
import { type OpenExperiment, openExperiment, SpecError } from './open-experiment';
import { UsageError } from './usage-error';

const ENDINGS = ['.safetensors', '.pth'] as const;

/**
 * Writes weights for other tools: the encoder of an initialization or of a checkpoint by torchvision's names, or the whole network of a
 * finished run at its best epoch.
 */
export async function exportCommand(parameters: readonly string[]): Promise<number> {
  const options = { ...STORE_OPTIONS, output: { type: 'string', short: 'o' } } as const;
  const isSpec = (word: string | undefined) => /\.ya?ml$/.test(word ?? '');
  const ofSpec = parameters.some(isSpec);
  const { values, positionals } = parseCommand(
    parameters,
    options,
    ofSpec ? ['SPEC', 'TASK/INITIALIZATION/RUN'] : ['FILE'],
  );
  const ending = ENDINGS.find((known) => values.output?.endsWith(known));
  if (values.output === undefined || ending === undefined)
    throw new UsageError('-o is missing: where to write, FILE.safetensors or FILE.pth.');
  const [first, wanted] = positionals as [string, string?];
  const { tensors, foreign } =
    wanted === undefined ? await loadEncoderFile(first) : await weightsOf(openExperiment(first, values), wanted);
  // Of a run it is the whole network, whatever its names are.
  const isRun = wanted?.includes('/') ?? false;
  const encoder = isRun ? null : summaryOf(tensors);
  const part = isRun ? null : partOf(encoder);
  const leftOut = foreign.length > 0 ? named(foreign) : null;
  const notes = { ...(part && { part: part.share }), ...(leftOut && { 'left-out': leftOut }) };
  if (ending === '.pth') await writePth(values.output, tensors);
  else await writeSafetensors(values.output, tensors, { format: 'pt', ...notes });
  console.log(path.resolve(values.output));
  if (part) console.error(`Only a part of an encoder was written: ${part.share}. Missing: ${part.missing}.`);
  if (leftOut)
    console.error(
      `The file is of another network: what no ResNet has a place for was left out: ${printable(leftOut)}.`,
    );
  if (encoder && encoder.foreign.length > 0)
    console.error(`Written all the same, though no ${encoder.network} has it: ${named(encoder.foreign)}.`);
  return ExitCode.done;
}

/** Which encoder they are; null where there is no stem among them. */
function summaryOf(tensors: NamedTensors): EncoderSummary | null {
  const entries = [...tensors].map(
    ([name, { shape, data }]): TensorEntry => ({ name, kind: 'F32', shape, byteLength: data.byteLength, offset: null }),
  );
  return summarizeEncoder(entries);
}

/** How much of the network that they fill most of, and what they lack; null where they are all of it. */
function partOf(summary: EncoderSummary | null): { readonly share: string; readonly missing: string } | null {
  if (summary === null) return { share: 'no stem', missing: 'conv1.weight' };
  const { network, share, missing, mismatched } = summary;
  if (share === 1) return null;
  return { share: `${wholeShare(share)} of a ${network}`, missing: named([...missing, ...mismatched]) };
}

/** @param wanted `TASK/INITIALIZATION/RUN`, or the name of an initialization */
async function weightsOf(experiment: OpenExperiment, wanted: string): Promise<LoadedEncoder> {
  const { plan, spec, store } = experiment;
  const cell = plan.cells.find(({ task, initialization, run }) => `${task}/${initialization}/${run}` === wanted);
  if (cell) return stored(store.cell(cell.id).best, wanted);
  const initialization = spec.initializations.find(({ name }) => name === wanted);
  if (initialization) return startOf(experiment, initialization);
  const names = spec.initializations.map(({ name }) => name).join(', ');
  const first = plan.cells[0];
  const example = first ? `, or a run as ${first.task}/${first.initialization}/${first.run}` : '';
  throw new UsageError(
    `"${wanted}" is neither an initialization (${names}) nor a run of the spec; name one of them${example}.`,
  );
}

async function startOf({ plan, store }: OpenExperiment, initialization: Initialization): Promise<LoadedEncoder> {
  const { name, source } = initialization;
  if (source === 'random')
    throw new UsageError(`"${name}" is drawn anew for every run; there is nothing to export. Name a run.`);
  if (source === 'file') {
    const located = await locateWeights(initialization.file, initialization.path);
    if (located.published !== null) checkPublished(located, await hashFile(located.path));
    return loadEncoderFile(located.path, located.layout);
  }
  const node = plan.cells.find(({ initialization }) => initialization === name)?.needs;
  return stored(store.cell(node ?? name).encoder, name);
}

async function stored(file: string, what: string): Promise<LoadedEncoder> {
  if (!existsSync(file)) throw new SpecError(`There are no weights of ${what} yet; \`warmstart run\` trains them.`);
  return { tensors: (await readSafetensors(file)).tensors, foreign: [] };
}
