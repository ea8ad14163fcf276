import { join } from 'node:path';
import { findCatalogTask } from '../../catalog/tasks';
import { readCsvTable } from './csv-table';
import type { ProblemList } from './data-error';
import type { Findings, FoundExample } from './findings';
import { requireColumns, requireFile } from './official-files';
import { USUAL_SPLIT } from './usual-split';

const COLUMNS = ['StudyInstanceUID', 'SeriesInstanceUID', 'SOPInstanceUID', 'pe_present_on_image'] as const;

/**
 * RSNA STR Pulmonary Embolism as it is downloaded: `train.csv` has a row per slice, which lies at `train/<study>/<series>/<slice>.dcm`. All
 * slices of a study are in one part. Whether the 1,790,594 files are there is found when they are prepared.
 */
export async function readRsnaPe(root: string, problems: ProblemList): Promise<Findings> {
  const nothing: Findings = {
    classes: findCatalogTask('ECC')!.classes,
    exclusive: true,
    examples: [],
    split: USUAL_SPLIT,
  };
  const file = await requireFile(root, ['train.csv'], problems);
  const table = file && (await readCsvTable(file, problems, COLUMNS));
  if (!file || !table || !requireColumns(file, table, COLUMNS, problems)) return nothing;
  const seen = new Set<string>();
  const examples = table.rows.flatMap(({ line, cells }): FoundExample[] => {
    const [study, series, slice, present] = COLUMNS.map((column) => cells[column]!) as [string, string, string, string];
    const id = `${study}/${series}/${slice}`;
    if (study === '' || series === '' || slice === '' || seen.has(id)) {
      const what = seen.has(id) ? `"${id}" has a row already; keep one row per slice.` : 'an identifier is empty.';
      problems.addToExample('table', file, `${file}:${line}: ${what}`, seen.has(id) ? null : id);
    } else if (present !== '0' && present !== '1') {
      const message = `${file}:${line}: column "pe_present_on_image" holds "${present}"; labels are 0 or 1.`;
      problems.addToExample('label', file, message, id);
    } else {
      seen.add(id);
      const image = join(root, 'train', study, series, `${slice}.dcm`);
      return [{ id, image, labels: [Number(present)], mask: null, group: study, part: null }];
    }
    return [];
  });
  return { ...nothing, examples };
}
