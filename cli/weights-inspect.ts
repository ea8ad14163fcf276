import { aboutInitialization } from '../catalog/about-initialization';
import { findCatalogInitialization } from '../catalog/initializations';
import { bytes, wholeShare } from '../results/numbers';
import type { EncoderSummary } from '../runner/weights/encoder-summary';
import { inspectWeights, type WeightsSummary } from '../runner/weights/inspect-weights';
import { countReasons } from '../runner/weights/map-encoder';
import { namingText } from '../runner/weights/naming/naming-text';
import { printable } from '../runner/weights/printable';
import { named } from '../runner/weights/weights-error';
import { parseCommand } from './arguments';
import { ExitCode } from './exit-code';

/** Names that are told one by one. */
const LISTED = 5;

/** Shows what lies in a file of weights. */
export async function inspectCommand(parameters: readonly string[]): Promise<number> {
  const options = { json: { type: 'boolean' }, hash: { type: 'boolean' } } as const;
  const { values, positionals } = parseCommand(parameters, options, ['FILE']);
  const summary = await inspectWeights(positionals[0]!, { hash: values.hash ?? false });
  console.log(values.json ? JSON.stringify(summary, null, 2) : lines(summary).map(printable).join('\n'));
  return ExitCode.done;
}

function lines({
  file,
  size,
  title,
  within,
  metadata,
  tensors,
  unread,
  encoder,
  publishedAs,
  laidOutAs,
}: WeightsSummary): string[] {
  const facts = Object.entries(metadata).map(([key, value]) => `${key}: ${value}`);
  return [
    file,
    `${title}, ${bytes(size)}, ${tensors.length} tensors${within === null ? '' : `, state dict under "${within}"`}`,
    ...(facts.length > 0 ? [facts.join(', ')] : []),
    ...publishedAs.flatMap(publishedLines),
    ...(publishedAs.length === 0 && laidOutAs !== null ? [`Its names are laid out as in ${laidOutAs}`] : []),
    ...(encoder === null ? ['No ResNet encoder is among its tensors.'] : encoderLines(encoder)),
    '',
    ...table(tensors.map(({ name, dtype, shape, sha256 }) => [name, dtype, `[${shape.join(', ')}]`, sha256 ?? ''])),
    ...(unread.length > 0 ? ['', 'Not read:', ...table(unread.map(({ name, what }) => [name, what]))] : []),
  ];
}

/** The file's own name is not said again. */
function publishedLines(name: string): string[] {
  const entry = findCatalogInitialization(name);
  const facts = entry === null ? [] : aboutInitialization(entry).filter(({ title }) => title !== 'File');
  return [`Published under this name: ${name}`, ...facts.map(({ title, text }) => `  ${title}: ${text}`)];
}

function encoderLines(encoder: EncoderSummary) {
  const { network, width, share, foreign, depth, naming, missing, mismatched, dropped } = encoder;
  const is = foreign.length > 0 ? `Is no ${network}: fills` : 'Fills';
  return [
    `${is} ${wholeShare(share)} of a ${network} of width ${width}${besides(encoder)}; ${namingText(naming)}`,
    ...(foreign.length > 0
      ? [`In no ${network}: ${named(foreign, LISTED)}; its blocks are those of a resnet${depth}`]
      : []),
    ...countReasons(dropped).map(({ reason, count }) => `Left out: ${count} × ${reason}`),
    ...(missing.length > 0 ? [`Missing: ${named(missing, LISTED)}`] : []),
    ...(mismatched.length > 0 ? [`Of another shape: ${named(mismatched, LISTED)}`] : []),
  ];
}

function besides({ network, resnet50Share }: EncoderSummary): string {
  if (network === 'resnet50') return '';
  return resnet50Share === null ? ', and is no resnet50' : `, and ${wholeShare(resnet50Share)} of a resnet50`;
}

function table(rows: readonly (readonly string[])[]): string[] {
  // As the arguments of Math.max, a hundred thousand tensors would be more than the stack holds.
  const widths = [0, 1, 2].map((column) => rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
