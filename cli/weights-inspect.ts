import { bytes, wholeShare } from '../results/numbers';
import type { EncoderSummary } from '../runner/weights/encoder-summary';
import { inspectWeights, type TensorSummary, type WeightsSummary } from '../runner/weights/inspect-weights';
import { countReasons } from '../runner/weights/map-encoder';
import { namingText } from '../runner/weights/naming/naming-text';
import { parseCommand } from './arguments';
import { ExitCode } from './exit-code';

/** Shows what lies in a file of weights. */
export async function inspectCommand(parameters: readonly string[]): Promise<number> {
  const options = { json: { type: 'boolean' }, hash: { type: 'boolean' } } as const;
  const { values, positionals } = parseCommand(parameters, options, ['FILE']);
  const summary = await inspectWeights(positionals[0]!, { hash: values.hash ?? false });
  console.log(values.json ? JSON.stringify(summary, null, 2) : lines(summary).join('\n'));
  return ExitCode.done;
}

function lines({ file, size, title, within, metadata, tensors, encoder, publishedAs }: WeightsSummary): string[] {
  const facts = Object.entries(metadata).map(([key, value]) => `${key}: ${value}`);
  return [
    file,
    `${title}, ${bytes(size)}, ${tensors.length} tensors${within === null ? '' : `, state dict under "${within}"`}`,
    ...(facts.length > 0 ? [facts.join(', ')] : []),
    ...(publishedAs.length > 0 ? [`Published under this name: ${publishedAs.join(', ')}`] : []),
    ...(encoder === null ? ['No ResNet encoder is among its tensors.'] : encoderLines(encoder)),
    '',
    ...table(tensors),
  ];
}

function encoderLines({ network, width, share, resnet50Share, naming, missing, mismatched, dropped }: EncoderSummary) {
  const others = network === 'resnet50' ? '' : `, and ${wholeShare(resnet50Share)} of a resnet50`;
  return [
    `Fills ${wholeShare(share)} of a ${network} of width ${width}${others}; ${namingText(naming)}`,
    ...countReasons(dropped).map(({ reason, count }) => `Left out: ${count} × ${reason}`),
    ...(missing.length > 0 ? [`Missing: ${some(missing)}`] : []),
    ...(mismatched.length > 0 ? [`Of another shape: ${some(mismatched)}`] : []),
  ];
}

function table(tensors: readonly TensorSummary[]): string[] {
  const rows = tensors.map(({ name, dtype, shape, sha256 }) => [name, dtype, `[${shape.join(', ')}]`, sha256 ?? '']);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function some(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}
