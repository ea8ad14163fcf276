import path from 'node:path';
import * as vscode from 'vscode';
import { formatTable } from '../results/format-table';
import { commandLine } from './command-line';
import type { ExperimentWatch } from './experiment-watch';

const NAMES = { latex: 'LaTeX', markdown: 'Markdown', csv: 'CSV' } as const;

/** Puts the table on the clipboard. */
export async function copyTable({ latest }: ExperimentWatch, format: keyof typeof NAMES): Promise<string | null> {
  if (!latest) return null;
  await vscode.env.clipboard.writeText(formatTable(latest.table, format));
  return `Copied as ${NAMES[format]}`;
}

/** Asks where, and has the command line, the bundle `cli`, write the report. */
export async function saveReport({ file, latest, store }: ExperimentWatch, cli: string): Promise<string | null> {
  if (!latest) return null;
  const proposed = vscode.Uri.file(file.replace(/\.warmstart\.yaml$/, '.html'));
  const chosen = await vscode.window.showSaveDialog({ defaultUri: proposed, filters: { 'HTML report': ['html'] } });
  if (!chosen) return null;
  const location = vscode.ProgressLocation.Notification;
  const parameters = ['report', file, '--store', store.root, '-o', chosen.fsPath];
  try {
    await vscode.window.withProgress({ location, title: 'Writing the report' }, () => commandLine(cli, parameters));
  } catch (error) {
    void vscode.window.showErrorMessage(`The report was not written: ${(error as Error).message}`);
    return null;
  }
  return `Saved ${path.basename(chosen.fsPath)}`;
}
