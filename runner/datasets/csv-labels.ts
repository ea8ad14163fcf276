import { basename, join } from 'node:path';
import type { DatasetLayout } from '../../spec/spec';
import { type CsvTable, readCsvTable } from './csv-table';
import type { ProblemList } from './data-error';
import type { Part } from './dataset';
import type { Findings, FoundExample } from './findings';
import { groupByName } from './grouping';
import { byCodeUnit, isImageFile, listFolder, resolveWritten } from './image-files';
import { partNamed } from './part-names';

type CsvLayout = Extract<DatasetLayout, { layout: 'csv' }>;
type Row = CsvTable['rows'][number];

/** How rows become labels. */
interface Labelling {
  readonly classes: readonly string[];
  readonly exclusive: boolean;
  readonly labelsOf: (row: Row) => readonly number[];
}

const NOTHING: Findings = { classes: [], exclusive: false, examples: [] };

/**
 * A table with a row per image. Label columns hold 0 or 1. A single column of words holds class names, several joined by `|`; "No Finding"
 * names none of them. Two class names that never meet make one output, positive for the last in alphabetical order.
 */
export async function readCsvLabels(
  layout: CsvLayout,
  groupBy: string | null,
  root: string,
  problems: ProblemList,
): Promise<Findings> {
  const file = resolveWritten(root, layout.labels);
  const folder = resolveWritten(root, layout.images);
  const table = await readCsvTable(file, problems);
  const imagesBelow = await imageIndex(folder);
  if (imagesBelow === null) {
    problems.add('missing', folder, `${folder}: there is no such folder; give the folder of the images as \`images\`.`);
  }
  if (table === null || imagesBelow === null || !hasColumns(table, layout, file, problems)) return NOTHING;
  if (table.rows.length === 0)
    problems.add('table', file, `${file}: the table has a header and no rows; add a row per image.`);

  const labelling = labellingOf(table, layout.labelColumns, file, problems);
  const groupColumn = groupBy !== null && table.columns.includes(groupBy) ? groupBy : null;
  const groupOf = groupByName(groupColumn === null ? groupBy : null, problems);

  const seen = new Map<string, number>();
  const examples = table.rows.flatMap((row): FoundExample[] => {
    const id = row.cells[layout.imageColumn]!;
    const image = imagesBelow.get(id);
    if (image === undefined) {
      const message = `${file}:${row.line}: ${folder} has no image "${id}"; add the file, or take the row out.`;
      problems.add('missing', join(folder, id), message);
      return [];
    }
    if (seen.has(image)) {
      const message = `${file}:${row.line}: "${id}" is already on line ${seen.get(image)}; keep one row per image.`;
      problems.add('table', file, message);
      return [];
    }
    seen.set(image, row.line);
    const group = groupColumn === null ? groupOf(image, id) : row.cells[groupColumn]!;
    const part = layout.splitColumn === null ? null : partOf(row, layout.splitColumn, file, problems);
    return [{ id, image, labels: labelling.labelsOf(row), mask: null, group, part }];
  });
  return { classes: labelling.classes, exclusive: labelling.exclusive, examples };
}

function hasColumns(table: CsvTable, layout: CsvLayout, file: string, problems: ProblemList): boolean {
  const named = [
    layout.imageColumn,
    ...layout.labelColumns,
    ...(layout.splitColumn === null ? [] : [layout.splitColumn]),
  ];
  const missing = named.filter((name) => !table.columns.includes(name));
  for (const name of missing) {
    const there = table.columns.map((column) => `"${column}"`).join(', ');
    problems.add('column', file, `${file}: there is no column "${name}"; the columns are ${there}.`);
  }
  return missing.length === 0;
}

/** Images by the names a table may give them: path below the folder, with or without its ending, and file name alone. */
async function imageIndex(folder: string): Promise<ReadonlyMap<string, string> | null> {
  const top = await listFolder(folder);
  if (top === null) return null;
  const index = new Map<string, string>();
  const names = (path: string) => [path, path.replace(/\.[^./]+$/, '')];
  const pending: { below: string; content: typeof top }[] = [{ below: '', content: top }];
  for (const { below, content } of pending) {
    for (const image of content.images.filter(isImageFile)) {
      for (const name of [...names(`${below}${image}`), ...names(basename(image))]) {
        if (!index.has(name)) index.set(name, join(folder, below, image));
      }
    }
    for (const child of content.folders) {
      pending.push({ below: `${below}${child}/`, content: (await listFolder(join(folder, below, child)))! });
    }
  }
  return index;
}

function labellingOf(table: CsvTable, columns: readonly string[], file: string, problems: ProblemList): Labelling {
  const only = columns.length === 1 ? columns[0]! : null;
  const isWord = (row: Row) => only !== null && row.cells[only] !== '' && Number.isNaN(Number(row.cells[only]));
  if (only !== null && table.rows.some(isWord)) return byClassNames(table, only, file, problems);
  return {
    classes: columns,
    exclusive: only !== null && !isConstant(table, only, file, problems),
    labelsOf: (row) => columns.map((column) => binaryLabel(row, column, file, problems)),
  };
}

function byClassNames(table: CsvTable, column: string, file: string, problems: ProblemList): Labelling {
  const namesOf = (row: Row) =>
    row.cells[column]!.split('|')
      .map((name) => name.trim())
      .filter((name) => name !== '' && name.toLowerCase() !== 'no finding');
  const perRow = new Map(table.rows.map((row) => [row, namesOf(row)]));
  const names = [...new Set([...perRow.values()].flat())].sort(byCodeUnit);
  const exclusive = [...perRow.values()].every((found) => found.length === 1);
  if (names.length < 2 && exclusive) {
    const message = `${file}: column "${column}" names only the class "${names[0]}"; classification needs at least two.`;
    problems.add('classes', file, message);
  }
  const classes = exclusive && names.length === 2 ? [names[1]!] : names;
  return { classes, exclusive, labelsOf: (row) => classes.map((name) => (perRow.get(row)!.includes(name) ? 1 : 0)) };
}

function binaryLabel(row: Row, column: string, file: string, problems: ProblemList): number {
  const written = row.cells[column]!;
  const value = written === '' ? Number.NaN : Number(written);
  if (value === 0 || value === 1) return value;
  const shown = written === '' ? 'is empty' : `holds "${written}"`;
  problems.add('label', file, `${file}:${row.line}: column "${column}" ${shown}; labels are 0 or 1.`);
  return 0;
}

/** Whether a label is the same in every row, which is reported. */
function isConstant(table: CsvTable, column: string, file: string, problems: ProblemList): boolean {
  const values = new Set(table.rows.map((row) => row.cells[column]!).filter((value) => value !== ''));
  if (values.size !== 1) return false;
  const message = `${file}: column "${column}" is ${[...values][0]} in every row; classification needs rows with 0 and rows with 1.`;
  problems.add('classes', file, message);
  return true;
}

function partOf(row: Row, column: string, file: string, problems: ProblemList): Part | null {
  const part = partNamed(row.cells[column]!);
  if (part === null) {
    const message = `${file}:${row.line}: column "${column}" holds "${row.cells[column]}"; parts are train, validation and test.`;
    problems.add('label', file, message);
  }
  return part;
}
