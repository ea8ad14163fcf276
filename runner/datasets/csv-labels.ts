import { basename, join } from 'node:path';
import type { DatasetLayout } from '../../spec/spec';
import { type CsvRow, type CsvTable, readCsvTable } from './csv-table';
import type { ProblemList } from './data-error';
import type { Part } from './dataset';
import type { Findings, FoundExample } from './findings';
import { groupByName } from './grouping';
import { byCodeUnit, listFolder, resolveWritten } from './image-files';
import { matchPattern } from './match-pattern';
import { requireColumns } from './official-files';
import { partNamed } from './part-names';
import { reportUnnamed } from './report-unnamed';

type CsvLayout = Extract<DatasetLayout, { layout: 'csv' }>;

/** How rows become labels. */
interface Labelling {
  readonly classes: readonly string[];
  readonly exclusive: boolean;
  /** null: the row holds no label, and that is reported. */
  readonly labelsOf: (row: CsvRow) => readonly number[] | null;
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
  const place = resolveWritten(root, layout.images);
  const table = await readCsvTable(file, problems);
  const images = layout.images.includes('*')
    ? await matchPattern('images', place, problems)
    : await imagesBelow(place, problems);
  const { imageColumn, labelColumns, splitColumn } = layout;
  const named = [imageColumn, ...labelColumns, ...(splitColumn === null ? [] : [splitColumn])];
  if (table === null || images === null || !requireColumns(file, table, named, problems)) return NOTHING;
  if (table.rows.length === 0)
    problems.add('table', file, `${file}: the table has a header and no rows; add a row per image.`);

  const labelling = labellingOf(table, layout, file, problems);
  const groupColumn = groupBy !== null && table.columns.includes(groupBy) ? groupBy : null;
  const groupOf = groupByName(groupColumn === null ? groupBy : null, root, problems);

  const seen = new Map<string, number>();
  const examples = table.rows.flatMap((row): FoundExample[] => {
    const id = row.cells[imageColumn]!;
    const image = images.get(id);
    if (image === undefined) {
      const message = `${file}:${row.line}: ${place} has no image "${id}"; add the file, or take the row out.`;
      problems.addToExample('missing', join(place, id), message, id);
      return [];
    }
    if (seen.has(image)) {
      const message = `${file}:${row.line}: "${id}" is already on line ${seen.get(image)}; keep one row per image.`;
      problems.addToExample('table', file, message, null);
      return [];
    }
    seen.set(image, row.line);
    const labels = labelling.labelsOf(row);
    const part = splitColumn === null ? null : partOf(row, splitColumn, file, problems);
    const at = `${file}:${row.line}`;
    const group = groupColumn === null ? groupOf(image, id, at) : groupIn(row, groupColumn, file, problems);
    if (labels === null || part === undefined || group === null) return [];
    return [{ id, image, labels, mask: null, group, part }];
  });
  reportUnnamed(new Set(images.values()), (image) => seen.has(image), file, problems);
  return { classes: labelling.classes, exclusive: labelling.exclusive, examples };
}

/** Images by the names a table may give them: path below the folder, with or without its ending, and file name alone. */
async function imagesBelow(folder: string, problems: ProblemList): Promise<ReadonlyMap<string, string> | null> {
  const top = await listFolder(folder);
  if (top === null) {
    problems.add('missing', folder, `${folder}: there is no such folder; give the folder of the images as \`images\`.`);
    return null;
  }
  const index = new Map<string, string>();
  const names = (path: string) => [path, path.replace(/\.[^./]+$/, '')];
  const pending: { below: string; content: typeof top }[] = [{ below: '', content: top }];
  for (const { below, content } of pending) {
    for (const image of content.images) {
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

function labellingOf(table: CsvTable, layout: CsvLayout, file: string, problems: ProblemList): Labelling {
  const columns = layout.labelColumns;
  const only = columns.length === 1 ? columns[0]! : null;
  const written = only === null ? [] : table.rows.map((row) => row.cells[only]!).filter((cell) => cell !== '');
  // One word among zeros and ones is a slip, and no class.
  const areNames = written.some((cell) => Number.isNaN(Number(cell))) && !written.some(isBinary);
  if (only !== null && (layout.classes !== undefined || areNames))
    return byClassNames(table, only, layout.classes ?? null, file, problems);
  return {
    classes: columns,
    exclusive: only !== null && !isConstant(table, only, file, problems),
    labelsOf: (row) => {
      const labels = columns.map((column) => binaryLabel(row, column, file, problems));
      return labels.every((label) => label !== null) ? labels : null;
    },
  };
}

function byClassNames(
  table: CsvTable,
  column: string,
  declared: readonly string[] | null,
  file: string,
  problems: ProblemList,
): Labelling {
  const namesOf = (row: CsvRow) => {
    const written = row.cells[column]!.split('|').map((name) => name.trim());
    const found = written.filter((name) => name !== '');
    return found.length === 0 ? null : found.filter((name) => name.toLowerCase() !== 'no finding');
  };
  const perRow = new Map(table.rows.map((row) => [row, namesOf(row)]));
  const labelled = [...perRow.values()].filter((found) => found !== null);
  const names = declared ?? [...new Set(labelled.flat())].sort(byCodeUnit);
  const exclusive = labelled.every((found) => found.length === 1);
  if (names.length < 2 && exclusive) {
    const message = `${file}: column "${column}" names only the class "${names[0]}"; classification needs at least two.`;
    problems.add('classes', file, message);
  }
  const classes = exclusive && names.length === 2 ? [names[1]!] : names;
  return {
    classes,
    exclusive,
    labelsOf: (row) => {
      const found = perRow.get(row) ?? null;
      if (found === null) {
        const message = `${file}:${row.line}: column "${column}" is empty; name a class, or write "No Finding" where it is none of them.`;
        problems.addToExample('label', file, message, `${file}:${row.line}`);
        return null;
      }
      const unknown = found.find((name) => !names.includes(name));
      if (unknown === undefined) return classes.map((name) => Number(found.includes(name)));
      const message = `${file}:${row.line}: column "${column}" names "${unknown}"; \`classes\` are ${names.join(', ')}.`;
      problems.addToExample('label', file, message, `${file}:${row.line}`);
      return null;
    },
  };
}

function binaryLabel(row: CsvRow, column: string, file: string, problems: ProblemList): number | null {
  const written = row.cells[column]!;
  if (isBinary(written)) return Number(written);
  const shown = written === '' ? 'is empty' : `holds "${written}"`;
  const message = `${file}:${row.line}: column "${column}" ${shown}; labels are 0 or 1, unless \`classes\` names what a single column holds.`;
  problems.addToExample('label', file, message, `${file}:${row.line}`);
  return null;
}

function isBinary(cell: string): boolean {
  return cell !== '' && (Number(cell) === 0 || Number(cell) === 1);
}

/** Whether a label is the same in every row, which is reported. */
function isConstant(table: CsvTable, column: string, file: string, problems: ProblemList): boolean {
  const values = new Set(table.rows.map((row) => row.cells[column]!).filter((value) => value !== ''));
  if (values.size !== 1) return false;
  const message = `${file}: column "${column}" is ${[...values][0]} in every row; classification needs rows with 0 and rows with 1.`;
  problems.add('classes', file, message);
  return true;
}

/** null: the cell is empty, and that is reported. */
function groupIn(row: CsvRow, column: string, file: string, problems: ProblemList): string | null {
  const group = row.cells[column]!;
  if (group !== '') return group;
  const message = `${file}:${row.line}: column "${column}" is empty; name the patient, or leave group-by out.`;
  problems.addToExample('group', file, message, `${file}:${row.line}`);
  return null;
}

/** undefined: the cell names no part, and that is reported. */
function partOf(row: CsvRow, column: string, file: string, problems: ProblemList): Part | undefined {
  const part = partNamed(row.cells[column]!);
  if (part !== null) return part;
  const message = `${file}:${row.line}: column "${column}" holds "${row.cells[column]}"; parts are train, validation and test.`;
  problems.addToExample('label', file, message, `${file}:${row.line}`);
  return undefined;
}
