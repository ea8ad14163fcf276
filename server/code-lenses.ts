import type { CodeLens, Command } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Table } from '../results/table';
import type { Range } from '../spec/diagnostic';
import { COMMANDS, type RunFilter } from './commands';
import { toLspRange } from './lsp-range';
import type { Declaration, Outline } from './outline';

/** Run all at the top, Run this task, Run this initialization; beside them Show Results where there are any. */
export function codeLenses(document: TextDocument, outline: Outline, table: Table | null): CodeLens[] {
  if (outline.tasks.length === 0 && outline.initializations.length === 0) return [];
  const lens = (range: Range, command: Command): CodeLens => ({ range: toLspRange(document, range), command });
  const run = (title: string, filter: RunFilter): Command => ({
    title: `$(play) ${title}`,
    command: COMMANDS.run,
    arguments: [document.uri, filter],
  });
  const show: Command = { title: '$(table) Show results', command: COMMANDS.showResults, arguments: [document.uri] };
  const entry = (declaration: Declaration, title: string, filter: RunFilter) => [
    lens(declaration.range, run(title, filter)),
    ...(hasResults(table, filter) ? [lens(declaration.range, show)] : []),
  ];
  const top = firstEntry(outline);
  return [
    lens(top, run('Run all', {})),
    ...(hasResults(table, {}) ? [lens(top, show)] : []),
    ...outline.tasks.flatMap((task) => entry(task, 'Run this task', { task: task.name })),
    ...outline.initializations.flatMap((initialization) =>
      entry(initialization, 'Run this initialization', { initialization: initialization.name }),
    ),
  ];
}

/** Comments at the head of the file stay above the lens. */
function firstEntry({ sections }: Outline): Range {
  const starts = [...sections.values()].map(({ keyRange }) => keyRange);
  return starts.reduce((first, range) => (range.start < first.start ? range : first));
}

function hasResults(table: Table | null, { task, initialization }: RunFilter): boolean {
  return (table?.cells ?? []).some(
    (cell) =>
      cell.n > 0 &&
      (task === undefined || cell.task === task) &&
      (initialization === undefined || cell.initialization === initialization),
  );
}
