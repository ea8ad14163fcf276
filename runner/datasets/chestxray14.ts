import { basename, join } from 'node:path';
import { findCatalogTask } from '../../catalog/tasks';
import { readCsvTable } from './csv-table';
import type { ProblemList } from './data-error';
import type { Findings, FoundExample } from './findings';
import { listFolder } from './image-files';
import { readNameList } from './name-list';
import { requireColumns, requireFile } from './official-files';
import { reportUnnamed } from './report-unnamed';

const CLASSES = findCatalogTask('DXC14')!.classes;
const NO_FINDING = 'No Finding';
const COLUMNS = ['Image Index', 'Finding Labels', 'Patient ID'] as const;

/** What the download calls its table: with corrected labels since 2020. */
const TABLES = ['Data_Entry_2017_v2020.csv', 'Data_Entry_2017.csv'];

/**
 * NIH ChestX-ray14 as it is downloaded. Labels are joined by `|`; "No Finding" has none of the fourteen. Test images are those of
 * `test_list.txt`, all images of a patient on one side.
 *
 * @param official whether its lists are asked for; without, every example's part is null
 */
export async function readChestXray14(root: string, official: boolean, problems: ProblemList): Promise<Findings> {
  const nothing: Findings = { classes: CLASSES, exclusive: false, examples: [] };
  const file = await requireFile(root, TABLES, problems);
  const images = await findImages(root, problems);
  const trainList = official ? await readNameList(join(root, 'train_val_list.txt'), problems) : [];
  const testList = official ? await readNameList(join(root, 'test_list.txt'), problems) : [];
  const table = file && (await readCsvTable(file, problems, COLUMNS));
  if (!file || !images || !trainList || !testList || !table || !requireColumns(file, table, COLUMNS, problems))
    return nothing;

  const parts = new Map<string, 'train' | 'test'>(trainList.map((name) => [name, 'train']));
  for (const name of testList) {
    if (parts.get(name) === 'train')
      problems.add('part', root, `${root}: ${name} is in train_val_list.txt and in test_list.txt; download them anew.`);
    parts.set(name, 'test');
  }
  const named = new Set<string>();
  const examples = table.rows.flatMap(({ line, cells }): FoundExample[] => {
    const [id, findings, patient] = COLUMNS.map((column) => cells[column]!) as [string, string, string];
    const isRepeated = named.has(id);
    named.add(id);
    const image = images.get(id);
    const found = findings.split('|').filter((name) => name !== NO_FINDING);
    const unknown = found.find((name) => !CLASSES.includes(name));
    const part = parts.get(id) ?? null;
    if (isRepeated) {
      problems.addToExample('table', file, `${file}:${line}: "${id}" has a row already; keep one row per image.`, null);
    } else if (patient === '') {
      problems.addToExample('group', file, `${file}:${line}: column "Patient ID" is empty; fill it in.`, id);
    } else if (image === undefined) {
      const message = `${file}:${line}: no folder of images has "${id}"; add the file, or take the row out.`;
      problems.addToExample('missing', file, message, id);
    } else if (unknown !== undefined) {
      const message = `${file}:${line}: "${unknown}" is none of the fourteen labels; they are ${CLASSES.join(', ')}.`;
      problems.addToExample('label', file, message, id);
    } else if (official && part === null) {
      const message = `${file}:${line}: "${id}" is neither in train_val_list.txt nor in test_list.txt; mend the lists.`;
      problems.addToExample('part', file, message, id);
    } else {
      const labels = CLASSES.map((name) => Number(found.includes(name)));
      return [{ id, image, labels, mask: null, group: patient, part }];
    }
    return [];
  });
  reportUnnamed(images.values(), (image) => named.has(basename(image)), file, problems);
  return { classes: CLASSES, exclusive: false, examples };
}

/** Images by name: in `images/`, or in `images_001/images/` and on, as the twelve archives unpack. */
async function findImages(root: string, problems: ProblemList): Promise<ReadonlyMap<string, string> | null> {
  const homes = (await listFolder(root))?.folders.filter((name) => /^images(_\d+)?$/.test(name)) ?? [];
  const index = new Map<string, string>();
  for (const home of homes) {
    for (const folder of [join(root, home), join(root, home, 'images')]) {
      for (const name of (await listFolder(folder))?.images ?? []) index.set(name, join(folder, name));
    }
  }
  if (index.size > 0) return index;
  problems.add('missing', root, `${root}: no images below images/ or images_001/images/; unpack the archives there.`);
  return null;
}
