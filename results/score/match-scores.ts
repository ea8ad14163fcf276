/** Labels and scores of the same cases, matched by id, with every mistake by its line. */
import type { Rows } from '../elsewhere/read-runs';
import { list } from '../numbers';

export interface Mistake {
  /** `truth`, or the place of the score file. */
  readonly file: 'truth' | number;
  readonly line: number;
  readonly message: string;
}

export interface ScoredClass {
  readonly name: string;
  /** 0 or 1, by case. */
  readonly labels: readonly number[];
  /** By score file, by case. */
  readonly scores: readonly (readonly number[])[];
}

export interface MatchedScores {
  readonly cases: number;
  readonly classes: readonly ScoredClass[];
  /** With a mistake there are no classes. */
  readonly mistakes: readonly Mistake[];
}

/** `id`: the column that names a case; null: `id` where there is one, else the first column of each file. */
export function matchScores(truth: Rows, files: readonly Rows[], id: string | null): MatchedScores {
  const all = [{ file: 'truth' as const, rows: truth }, ...files.map((rows, file) => ({ file, rows }))];
  const mistakes: Mistake[] = all.flatMap(({ file, rows }) =>
    id === null || rows.columns.includes(id)
      ? []
      : [{ file, line: 1, message: `There is no column "${id}"; the columns are ${list(rows.columns)}.` }],
  );
  if (mistakes.length > 0) return { cases: 0, classes: [], mistakes };
  const classes = classColumns(truth, files, id, mistakes);
  const tables = all.map(({ file, rows }) => byId(rows, idColumn(rows, id), file, mistakes));
  const [labels, ...scores] = tables;
  for (const [file, table] of scores.entries()) {
    for (const [name, { line }] of table)
      if (!labels!.has(name)) mistakes.push({ file, line, message: `Case ${name} has no row among the labels.` });
    for (const [name, { line }] of labels!)
      if (!table.has(name))
        mistakes.push({
          file: 'truth',
          line,
          message: `Case ${name} has no row among the scores${files.length > 1 ? ` of file ${file + 1}` : ''}.`,
        });
  }
  if (mistakes.length > 0) return { cases: 0, classes: [], mistakes };
  const names = [...labels!.keys()];
  const matched = classes.map(
    ({ name, columns }): ScoredClass => ({
      name,
      labels: names.map((each) => label(labels!.get(each)!, columns[0]!, mistakes)),
      scores: scores.map((table, file) =>
        names.map((each) => score(table.get(each)!, columns[file + 1]!, file, mistakes)),
      ),
    }),
  );
  return { cases: names.length, classes: mistakes.length > 0 ? [] : matched, mistakes };
}

/** Columns of the same name; where each file has a single one, they belong together whatever their names. */
function classColumns(truth: Rows, files: readonly Rows[], id: string | null, mistakes: Mistake[]) {
  const own = [truth, ...files].map((rows) => rows.columns.filter((name) => name !== idColumn(rows, id)));
  const [classes, ...others] = own;
  if (own.every((columns) => columns.length === 1))
    return [{ name: classes![0]!, columns: own.map((columns) => columns[0]!) }];
  for (const [file, columns] of others.entries()) {
    const missing = classes!.filter((name) => !columns.includes(name));
    if (missing.length > 0)
      mistakes.push({ file, line: 1, message: `There is no column for ${list(missing)}, which the labels have.` });
  }
  return classes!.map((name) => ({ name, columns: own.map(() => name) }));
}

function idColumn({ columns }: Rows, id: string | null): string {
  return id ?? columns.find((name) => name === 'id') ?? columns[0] ?? '';
}

type Line = Rows['rows'][number];

function byId({ rows }: Rows, column: string, file: Mistake['file'], mistakes: Mistake[]): ReadonlyMap<string, Line> {
  const lines = new Map<string, Line>();
  for (const row of rows) {
    const name = row.cells[column] ?? '';
    const first = lines.get(name);
    if (name === '') mistakes.push({ file, line: row.line, message: `Nothing stands under "${column}".` });
    else if (first) mistakes.push({ file, line: row.line, message: `Case ${name} is already on line ${first.line}.` });
    else lines.set(name, row);
  }
  return lines;
}

function label({ line, cells }: Line, column: string, mistakes: Mistake[]): number {
  const text = cells[column] ?? '';
  if (/^[01](\.0*)?$/.test(text)) return Number(text);
  mistakes.push({ file: 'truth', line, message: `"${text}" under "${column}" is no label; labels are 0 and 1.` });
  return 0;
}

function score({ line, cells }: Line, column: string, file: number, mistakes: Mistake[]): number {
  const text = cells[column] ?? '';
  const value = text === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  mistakes.push({ file, line, message: `"${text}" under "${column}" is no score; scores are finite numbers.` });
  return 0;
}
