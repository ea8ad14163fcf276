/** Proof that each initialization is in: what its file gave to the encoder, and what was left over. */
import { paddingText, pixelsText } from '../../catalog/expected-input';
import { type CatalogInitialization, findCatalogInitialization, findOfficialFile } from '../../catalog/initializations';
import { type LoadReport, PRETRAINED_HERE } from '../../journal/event';
import type { InitializationIdentity, Plan } from '../../spec/cell';
import { groupBy } from '../group-by';
import { type Content, type Markup, markup } from '../markup';
import { wholeShare } from '../numbers';
import { warningSentences, weightsWarnings } from '../weights-warnings';
import type { ReportInput } from './report-input';

export function weightsSection({ plan, weights }: ReportInput): Markup | null {
  if (weights.length === 0) return null;
  return markup`<section>
<h2>Initializations</h2>
<div class="wide"><table>
<thead><tr><th scope="col">Initialization</th><th scope="col">Task</th><th scope="col">Weights</th><th scope="col">Loaded into the encoder</th><th scope="col">Differs from fresh weights</th><th scope="col">Batch norms with statistics</th><th scope="col">SHA-256</th></tr></thead>
<tbody>
${weights.map(
  ({ task, initialization, report }) =>
    markup`<tr><th scope="row">${initialization}</th><td>${task}</td><td class="path">${origin(report)}</td><td>${loaded(report.loaded, report.total)}</td><td>${differing(report)}</td><td>${batchNorms(report)}</td><td><code title="${report.sha256}">${report.sha256.slice(0, 16)}</code></td></tr>\n`,
)}</tbody>
</table></div>
${weights.map(({ task, initialization, report }) => warned(`${initialization} on ${task}`, report))}${weights.map(({ task, initialization, report }) => leftOver(`${initialization} on ${task}`, report))}${expectedInputs(plan)}
<p class="caption">Random weights load nothing and have no row. Numbers that differ from fresh weights, and batch norms whose running variance is no longer the fresh one, show that a file was not only opened.</p>
</section>`;
}

/** Where weights that were trained here lie in the store says nothing to a reader. */
function origin({ source, layout }: LoadReport): Content {
  if (layout === PRETRAINED_HERE) return layout;
  return layout === undefined ? source : markup`${source} <small>${layout}</small>`;
}

function loaded(part: number, total: number): string {
  return `${wholeShare(total === 0 ? 0 : part / total)} (${part} of ${total} values)`;
}

function differing({ proof }: LoadReport): string {
  return proof === undefined ? '—' : wholeShare(proof.differing);
}

function batchNorms({ proof }: LoadReport): string {
  return proof === undefined ? '—' : `${proof.batchNorm.updated} of ${proof.batchNorm.layers}`;
}

function warned(what: string, { proof }: LoadReport): Markup[] {
  return warningSentences(what, weightsWarnings(proof)).map(
    (sentence) => markup`<p class="problems">${sentence}</p>\n`,
  );
}

/** Names shown of each kind; a network has hundreds. */
const SHOWN = 6;

function leftOver(what: string, { dropped, missing, mismatched }: LoadReport): Markup | null {
  const kinds = [
    { title: 'not found in the file', names: missing },
    { title: 'of another shape', names: mismatched },
    { title: 'in the file and not used', names: dropped },
  ].filter(({ names }) => names.length > 0);
  if (kinds.length === 0) return null;
  return markup`<p class="quiet"><b>${what}</b>${kinds.map(
    ({ title, names }) =>
      markup`; ${title}: ${names.slice(0, SHOWN).join(', ')}${names.length > SHOWN && ` and ${names.length - SHOWN} more`}`,
  )}.</p>\n`;
}

/** What published weights were trained to see, and on which tasks they are shown something else. */
function expectedInputs({ cells }: Plan): readonly Content[] {
  return [...groupBy(cells, ({ initialization }) => initialization)].map(([initialization, own]) => {
    const entry = publishedOf(own[0]!.job.initialization);
    if (entry === null || entry.files.length === 0) return null;
    const padding = paddingText(entry.input);
    const other = own.filter(({ job }) => job.training.normalisation !== entry.input.normalisation);
    const tasks = [...new Set(other.map(({ task }) => task))];
    return markup`<p class="quiet"><b>${initialization}</b> was trained to see ${pixelsText(entry.input)}${padding !== null && `, with ${padding}, which no network here has`}${tasks.length > 0 && `; it is shown something else on ${tasks.join(', ')}`}.</p>\n`;
  });
}

function publishedOf(identity: InitializationIdentity): CatalogInitialization | null {
  if (identity.source !== 'file') return null;
  return findCatalogInitialization(identity.file) ?? findOfficialFile(identity.file);
}
