import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkDataset } from '../../runner/datasets/check/check-dataset';
import { drawContactSheet } from '../../runner/datasets/check/contact-sheet';
import { datasetIdentity } from '../../spec/dataset-identity';
import { parseCommand, STORE_OPTIONS } from '../arguments';
import { ExitCode } from '../exit-code';
import { LiveDisplay } from '../live-display';
import { bar } from '../progress-lines';
import { reportLines } from './report-lines';
import { subjectsOf } from './subjects';

/** Milliseconds between two drawings of the progress bar. */
const DRAWN_EVERY = 100;

/** `data check`: what is wrong with a dataset, or with each that a spec uses. Exit code 1 when a problem stops runs; warnings pass, and images that the spec leaves out. */
export async function check(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(
    parameters,
    {
      ...STORE_OPTIONS,
      deep: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      output: { type: 'string', short: 'o' },
    },
    ['NAME=DIR or SPEC'],
  );
  const operand = positionals[0]!;
  const { subjects, phantomFolder } = subjectsOf(operand, values);
  let isSound = true;
  for (const { source, kind, isScored } of subjects) {
    const options = { phantomFolder, deep: values.deep, isScored, onProgress: showProgress(source.name) };
    const checked = await checkDataset(datasetIdentity(source), kind, source.root, options);
    const { dataset } = checked;
    // The identity of a phantom has no name of the spec's.
    const report = { ...checked.report, name: source.name };
    console.log(values.json ? JSON.stringify(report) : reportLines(report).join('\n'));
    isSound &&= report.problems.every(({ costs }) => costs === 'example' && report.leftOut !== null);
    if (values.output === undefined) continue;
    const file = subjects.length === 1 ? values.output : withName(values.output, source.name);
    writeFileSync(file, await drawContactSheet(dataset));
    if (!values.json) console.log(`\nContact sheet: ${file}`);
  }
  return isSound ? ExitCode.done : ExitCode.failed;
}

/** A bar on a terminal, gone after the last example. */
function showProgress(name: string): (done: number, total: number) => void {
  const display = new LiveDisplay(process.stderr);
  let drawn = 0;
  return (done, total) => {
    const now = performance.now();
    if (done === total) display.clear();
    else if (now - drawn >= DRAWN_EVERY) {
      drawn = now;
      display.show([`${bar(done / total)} ${name}: ${done} of ${total}`]);
    }
  };
}

/** `sheet.png` becomes `sheet-drive.png`. */
function withName(file: string, name: string): string {
  const { dir, name: stem, ext } = path.parse(file);
  return path.join(dir, `${stem}-${name.replace(/[^\w.-]/g, '_')}${ext}`);
}
