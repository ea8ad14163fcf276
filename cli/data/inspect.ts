import { type Inspection, inspectImage } from '../../runner/datasets/inspect-image';
import { UnreadableImage } from '../../runner/datasets/unreadable-image';
import { parseCommand } from '../arguments';
import { ExitCode } from '../exit-code';

/** `data inspect`: what one image is and holds. With --json one object, which has `problem` where the image cannot be read. */
export async function inspect(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(parameters, { json: { type: 'boolean' } }, ['FILE']);
  const file = positionals[0]!;
  try {
    const inspection = await inspectImage(file);
    console.log(values.json ? JSON.stringify({ file, ...inspection }) : inspectionLines(inspection).join('\n'));
    return ExitCode.done;
  } catch (error) {
    if (!(error instanceof UnreadableImage)) throw error;
    const { code, message } = error;
    if (values.json) console.log(JSON.stringify({ file, problem: { code, message } }));
    else console.error(`${file}: ${message}`);
    return ExitCode.failed;
  }
}

/** A line for each fact, DICOM's below the others. */
function inspectionLines({ dicom, ...inspection }: Inspection): string[] {
  return Object.entries({ ...inspection, ...dicom }).map(([key, value]) => `${key.padEnd(26)} ${shown(value)}`);
}

function shown(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : `${value}`;
}
