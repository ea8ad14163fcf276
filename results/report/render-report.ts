/** The report: one HTML file that needs nothing else, runs nothing and asks nothing of a network. */
import { createHash } from 'node:crypto';
import { type Content, type Markup, markup, Markup as Source } from '../markup';
import { count } from '../numbers';
import { dataSection } from './data-section';
import { problemsSection } from './problems-section';
import type { ReportInput } from './report-input';
import { reproduceSection } from './reproduce-section';
import { resultsSection } from './results-section';
import { settingsSection } from './settings-section';
import { STYLE } from './style';
import { taskSection } from './task-section';

/** Nothing may be loaded or run; the one stylesheet is known by its hash. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

export function renderReport(input: ReportInput): string {
  const { table, written } = input;
  const cells = table.cells.filter(({ state }) => state !== 'not-applicable');
  const finished = cells.reduce((sum, { n }) => sum + n, 0);
  const planned = cells.reduce((sum, cell) => sum + cell.planned, 0);
  const body = markup`<main>
<header>
<h1>${table.name}</h1>
<p class="quiet">${count(table.tasks.length, 'task')} × ${count(table.initializations.length, 'initialization')}; ${finished} of ${count(planned, 'run')} finished; written ${written.slice(0, 16).replace('T', ' ')} UTC</p>
</header>
${problemsSection(input)}
${resultsSection(table)}
${table.tasks.map((task) => taskSection(task, input))}
${settingsSection(input.plan)}
${dataSection(input)}
${reproduceSection(input)}
</main>`;
  return page(table.name, body);
}

function page(title: Content, body: Markup): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Source(STYLE)}</style>
</head>
<body>
${body}
</body>
</html>
`.source;
}
