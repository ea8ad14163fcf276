import path from 'node:path';
import { matchScores } from '../results/score/match-scores';
import { scoreCases } from '../results/score/score-cases';
import { scoreText } from '../results/score/score-text';
import { RandomStream } from '../runner/random';
import { parseCommand, STORE_OPTIONS } from './arguments';
import { ExitCode } from './exit-code';
import { InputError } from './input-error';
import { readCsvFile } from './read-csv-file';
import { scoreRuns } from './score-runs';
import { UsageError } from './usage-error';

/** More mistakes than this are counted, not listed. */
const LISTED = 20;

/** Scores over test cases: of an experiment's runs, or AUC of scores from elsewhere, of two files also how they differ. */
export async function score(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(
    parameters,
    {
      ...STORE_OPTIONS,
      truth: { type: 'string' },
      scores: { type: 'string', multiple: true },
      id: { type: 'string' },
      json: { type: 'boolean' },
    },
    [],
    ['SPEC'],
  );
  const [spec] = positionals;
  const { truth, scores: files = [] } = values;
  if (spec !== undefined && truth !== undefined) throw new UsageError('Give a SPEC or --truth LABELS.csv, not both.');
  if (spec !== undefined) return scoreRuns(spec, values);
  if (truth === undefined) throw new UsageError('SPEC or --truth LABELS.csv is missing.');
  if (files.length < 1 || files.length > 2)
    throw new UsageError('--scores SCORES.csv is given once, or twice to compare.');
  const { cases, classes, mistakes } = matchScores(
    await readCsvFile(truth),
    await Promise.all(files.map(readCsvFile)),
    values.id ?? null,
  );
  if (mistakes.length > 0) {
    const lines = mistakes.map(
      ({ file, line, message }) => `${file === 'truth' ? truth : files[file]}:${line}: ${message}`,
    );
    const more = lines.length > LISTED ? [`and ${lines.length - LISTED} more`] : [];
    throw new InputError([...lines.slice(0, LISTED), ...more].join('\n'));
  }
  if (cases === 0 || classes.length === 0) throw new InputError(`${truth} has no case with a label.`);
  // Always the same draws: who scores twice must read the same numbers twice.
  const stream = new RandomStream('bootstrap');
  const found = scoreCases(cases, classes, (bound) => stream.integer(bound));
  process.stdout.write(
    values.json
      ? `${JSON.stringify(found, null, 2)}\n`
      : scoreText(
          found,
          files.map((file) => path.basename(file)),
        ),
  );
  return ExitCode.done;
}
