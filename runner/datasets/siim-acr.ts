import { basename, join } from 'node:path';
import { findCatalogTask } from '../../catalog/tasks';
import { readCsvTable } from './csv-table';
import type { ProblemList } from './data-error';
import type { Findings, FoundExample } from './findings';
import { listFolder } from './image-files';
import { requireColumns, requireFile } from './official-files';
import { reportUnnamed } from './report-unnamed';
import { parseRunLengths, type RunLengths } from './run-lengths';
import { USUAL_SPLIT } from './usual-split';

const COLUMNS = ['ImageId', 'EncodedPixels'] as const;
const FOLDER = 'dicom-images-train';

interface Rows {
  readonly lines: number[];
  /** null: a row that is no run lengths. */
  readonly runs: (RunLengths | null)[];
}

/**
 * SIIM-ACR as it is downloaded: `dicom-images-train/<study>/<series>/<image>.dcm`, and `train-rle.csv` with one or more rows an image, whose
 * union is its mask; `-1` is an empty one. Pairs are (gap since the last run, length), down the columns.
 */
export async function readSiimAcr(root: string, problems: ProblemList): Promise<Findings> {
  const nothing: Findings = {
    classes: findCatalogTask('PXS')!.classes,
    exclusive: false,
    examples: [],
    split: USUAL_SPLIT,
  };
  const file = await requireFile(root, ['train-rle.csv'], problems);
  const images = await findDicoms(join(root, FOLDER));
  if (images.size === 0) {
    const place = join(root, FOLDER);
    problems.add('missing', place, `${place}: no DICOM files there; give the folder that holds ${FOLDER}/.`);
  }
  const table = file && (await readCsvTable(file, problems, COLUMNS));
  if (!file || !table || !requireColumns(file, table, COLUMNS, problems)) return nothing;
  const byImage = new Map<string, Rows>();
  for (const { line, cells } of table.rows) {
    const rows = byImage.get(cells.ImageId!) ?? { lines: [], runs: [] };
    rows.lines.push(line);
    rows.runs.push(parseRunLengths(cells.EncodedPixels!));
    byImage.set(cells.ImageId!, rows);
  }
  const examples = [...byImage].flatMap(([id, { lines, runs }]): FoundExample[] => {
    const found = images.get(id);
    const sound = runs.filter((one) => one !== null);
    if (found === undefined) {
      const message = `${file}:${lines[0]}: ${FOLDER}/ has no "${id}.dcm"; add the file, or take the row out.`;
      problems.addToExample('missing', file, message, id);
    } else if (sound.length < runs.length) {
      const line = lines[runs.indexOf(null)];
      const message = `${file}:${line}: EncodedPixels is neither -1 nor pairs of whole numbers (gap, length); mend the row.`;
      problems.addToExample('mask', file, message, id);
    } else {
      const drawn = sound.filter((one) => one.length > 0);
      const mask = { kind: 'runs', runs: drawn, place: `${file}:${lines.join(',')}` } as const;
      return [{ id, image: found.file, labels: [], mask, group: found.study, part: null }];
    }
    return [];
  });
  const idOf = (image: string) => basename(image, '.dcm');
  reportUnnamed(
    [...images.values()].map((one) => one.file),
    (image) => byImage.has(idOf(image)),
    file,
    problems,
  );
  return { ...nothing, examples };
}

/** DICOM files by their name without the ending, with the study's folder; files that lie in no study stand alone. */
async function findDicoms(folder: string): Promise<ReadonlyMap<string, { file: string; study: string }>> {
  const index = new Map<string, { file: string; study: string }>();
  const pending: { path: string; study: string | null }[] = [{ path: folder, study: null }];
  for (const { path, study } of pending) {
    const content = await listFolder(path);
    for (const name of content?.images ?? []) {
      const id = basename(name, '.dcm');
      if (id !== name) index.set(id, { file: join(path, name), study: study ?? id });
    }
    for (const name of content?.folders ?? []) pending.push({ path: join(path, name), study: study ?? name });
  }
  return index;
}
