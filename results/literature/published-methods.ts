import type { Literature } from '../../catalog/literature';
import { publishedCells } from '../../catalog/literature';
import { findCatalogTask } from '../../catalog/tasks';
import type { Figure } from '../figures/figure';
import { type Method, type MethodPanel, methods } from '../figures/methods';
import { groupBy } from '../group-by';
import { taskHeading } from '../table-rows';
import { audit, type Claim } from './audit';
import { printedName } from './names';

/**
 * Every table that marks methods by stars, drawn from its published cells, with the signs as published. A sign that the numbers do not
 * bear out is `disputed`. null: the literature has no such table.
 */
export function publishedMethods(literature: Literature): Figure | null {
  const table = literature.tables.find(({ marks }) => marks === 'stars');
  if (table === undefined) return null;
  const claims = audit(literature).find(({ name }) => name === table.name)!.claims;
  const references = publishedCells(literature).filter(({ initialization }) => initialization === table.reference);
  const note = `Signs as published in ${literature.source}; those in bold do not follow from the numbers published beside them, whatever the t-test (warmstart audit).`;
  const list = [...groupBy(table.cells, ({ task }) => task)].map(([task, cells]): MethodPanel => {
    const reference = references.find((cell) => cell.task === task);
    return {
      heading: `${taskHeading({ name: task, metric: findCatalogTask(task)?.metric ?? 'score' })}, %`,
      reference: reference ? { ...reference, label: printedName(reference.initialization) } : null,
      methods: cells.map((cell): Method => {
        const claim = claims.find((one) => one.task === task && one.initialization === cell.initialization);
        return { label: printedName(cell.initialization), mean: cell.mean, sd: cell.sd, ...signOf(claim) };
      }),
    };
  });
  return methods(`${literature.source}, ${table.title}`, list, note);
}

function signOf(claim: Claim | undefined): Pick<Method, 'sign' | 'verdict' | 'disputed'> {
  if (claim === undefined) return { sign: '', verdict: 'undecided', disputed: false };
  const published = String(claim.published);
  const verdict = published === 'worse' ? 'worse' : published === 'n.s.' ? 'undecided' : 'better';
  const disputed = claim.status === 'failed';
  // The paper leaves worse methods without a sign; where that is disputed there must be something to see.
  return { sign: published === 'worse' && !disputed ? '' : published, verdict, disputed };
}
