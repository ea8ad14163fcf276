import { dirname, join } from 'node:path';
import { findCatalogTask } from '../../catalog/tasks';
import { type CsvRow, readCsvTable } from './csv-table';
import type { ProblemList } from './data-error';
import type { Part } from './dataset';
import type { Findings, FoundExample } from './findings';
import { requireColumns, requireFile } from './official-files';
import { UNCERTAIN } from './uncertain-labels';

export const CHEXPERT_CLASSES = [
  'No Finding',
  'Enlarged Cardiomediastinum',
  'Cardiomegaly',
  'Lung Opacity',
  'Lung Lesion',
  'Edema',
  'Consolidation',
  'Pneumonia',
  'Atelectasis',
  'Pneumothorax',
  'Pleural Effusion',
  'Pleural Other',
  'Fracture',
  'Support Devices',
] as const;

const TABLES: readonly (readonly [string, Part])[] = [
  ['train.csv', 'train'],
  ['valid.csv', 'test'],
];

/** The folder of the tables, where the one above it is given. */
const HOMES = ['', 'CheXpert-v1.0-small', 'CheXpert-v1.0'];

/**
 * CheXpert as it is downloaded, frontal and lateral views. Labels are 1, 0, -1 (uncertain) and blank, which is 0. The paths of the tables
 * start with a folder that may be called otherwise here, so they count from `train/` or `valid/` on. Whether the 223,414 files are there is
 * found when they are prepared: looking each up here would take as long again.
 */
export async function readChexpert(root: string, problems: ProblemList): Promise<Findings> {
  const tested = findCatalogTask('DXC5')!.classes;
  const first = await requireFile(
    root,
    HOMES.map((home) => join(home, 'train.csv')),
    problems,
  );
  const home = first && dirname(first);
  const tables = home === null ? [] : TABLES.map(([name, part]) => readTable(home, name, part, problems));
  const examples = (await Promise.all(tables)).flat();
  return { classes: CHEXPERT_CLASSES, testedClasses: tested, exclusive: false, examples };
}

async function readTable(home: string, name: string, part: Part, problems: ProblemList): Promise<FoundExample[]> {
  const file = join(home, name);
  const wanted = ['Path', ...CHEXPERT_CLASSES];
  const table = await readCsvTable(file, problems, wanted);
  if (table === null || !requireColumns(file, table, wanted, problems)) return [];
  const seen = new Set<string>();
  return table.rows.flatMap(({ line, cells }): FoundExample[] => {
    const path = cells.Path!;
    const id = /(?:^|\/)((?:train|valid)\/(patient\d+)\/.+)$/.exec(path);
    const labels = CHEXPERT_CLASSES.map((column) => labelOf(cells, column));
    if (id === null) {
      const message = `${file}:${line}: "${path}" has no train/patient… or valid/patient…; paths are as in the download.`;
      problems.addToExample('table', file, message, path);
    } else if (seen.has(id[1]!)) {
      problems.addToExample(
        'table',
        file,
        `${file}:${line}: "${path}" has a row already; keep one row per image.`,
        null,
      );
    } else if (labels.includes(null)) {
      const column = CHEXPERT_CLASSES[labels.indexOf(null)]!;
      const message = `${file}:${line}: column "${column}" holds "${cells[column]}"; labels are 1, 0, -1 or blank.`;
      problems.addToExample('label', file, message, path);
    } else {
      seen.add(id[1]!);
      const known = labels.filter((label) => label !== null);
      return [{ id: id[1]!, image: join(home, id[1]!), labels: known, mask: null, group: id[2]!, part }];
    }
    return [];
  });
}

/** null: no label of this table. */
function labelOf(cells: CsvRow['cells'], column: string): number | null {
  const written = cells[column]!;
  if (written === '') return 0;
  const value = Number(written);
  return value === 0 || value === 1 || value === UNCERTAIN ? value : null;
}
