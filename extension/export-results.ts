import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { formatTable } from '../results/format-table';
import { renderReport } from '../results/report/render-report';
import { reportFacts } from '../results/report/report-facts';
import type { ExperimentWatch } from './experiment-watch';

const NAMES = { latex: 'LaTeX', markdown: 'Markdown', csv: 'CSV' } as const;

/** Puts the table on the clipboard. */
export async function copyTable({ latest }: ExperimentWatch, format: keyof typeof NAMES): Promise<string | null> {
  if (!latest) return null;
  await vscode.env.clipboard.writeText(formatTable(latest.table, format));
  return `Copied as ${NAMES[format]}`;
}

/** Asks where, and writes the experiment down as one HTML file. */
export async function saveReport({ file, latest }: ExperimentWatch): Promise<string | null> {
  if (!latest) return null;
  const proposed = vscode.Uri.file(file.replace(/\.warmstart\.yaml$/, '.html'));
  const chosen = await vscode.window.showSaveDialog({ defaultUri: proposed, filters: { 'HTML report': ['html'] } });
  if (!chosen) return null;
  const html = renderReport({
    ...reportFacts(latest.experiment),
    table: latest.table,
    specFile: path.basename(file),
    specText: latest.text,
    command: `warmstart run ${path.basename(file)}`,
    written: new Date().toISOString(),
  });
  await writeFile(chosen.fsPath, html);
  return `Saved ${path.basename(chosen.fsPath)}`;
}
