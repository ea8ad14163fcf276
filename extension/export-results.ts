import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { formatTable } from '../results/format-table';
import type { ExperimentWatch } from './experiment-watch';

const NAMES = { latex: 'LaTeX', markdown: 'Markdown', csv: 'CSV' } as const;

/** Puts the table on the clipboard. */
export async function copyTable({ latest }: ExperimentWatch, format: keyof typeof NAMES): Promise<string | null> {
  if (!latest) return null;
  await vscode.env.clipboard.writeText(formatTable(latest.table, format));
  return `Copied as ${NAMES[format]}`;
}

/**
 * Asks where, and has the command line write the report: in a process of its own, since drawing test cases may take some ten seconds, in which
 * this one would answer nobody. `cli`: its bundle.
 */
export async function saveReport({ file, latest, store }: ExperimentWatch, cli: string): Promise<string | null> {
  if (!latest) return null;
  const proposed = vscode.Uri.file(file.replace(/\.warmstart\.yaml$/, '.html'));
  const chosen = await vscode.window.showSaveDialog({ defaultUri: proposed, filters: { 'HTML report': ['html'] } });
  if (!chosen) return null;
  const location = vscode.ProgressLocation.Notification;
  const command = [cli, 'report', file, '--store', store.root, '-o', chosen.fsPath];
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  try {
    await vscode.window.withProgress({ location, title: 'Writing the report' }, () =>
      promisify(execFile)(process.execPath, command, { env }),
    );
  } catch (error) {
    void vscode.window.showErrorMessage(`The report was not written: ${(error as Error).message}`);
    return null;
  }
  return `Saved ${path.basename(chosen.fsPath)}`;
}
