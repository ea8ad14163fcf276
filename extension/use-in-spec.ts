import path from 'node:path';
import * as vscode from 'vscode';
import { insertInitialization } from '../spec/insert-initialization';
import { LANGUAGE } from './ids';

/** Adds a checkpoint to the initializations of a spec that the user picks, and shows it there, unsaved. */
export async function useInSpec(file: string): Promise<void> {
  const spec = await chooseSpec();
  if (!spec) return;
  const document = await vscode.workspace.openTextDocument(spec);
  const weights = path.relative(path.dirname(spec.fsPath), file).split(path.sep).join('/');
  const name = path.basename(file).replace(/(\.pth\.tar|\.\w+)$/, '');
  const edit = insertInitialization(document.getText(), { name, weights });
  if (edit === null) {
    void vscode.window.showWarningMessage(
      `The initializations of ${path.basename(spec.fsPath)} are no list; mend the spec first.`,
    );
    return;
  }
  const [start, end] = [document.positionAt(edit.range.start), document.positionAt(edit.range.end)];
  const change = new vscode.WorkspaceEdit();
  change.replace(spec, new vscode.Range(start, end), edit.newText);
  await vscode.workspace.applyEdit(change);
  const added = document.positionAt(edit.range.start + edit.newText.indexOf('{'));
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(added, added),
    viewColumn: vscode.ViewColumn.Beside,
  });
}

/** The only spec that is open, or one of those of the workspace. */
async function chooseSpec(): Promise<vscode.Uri | null> {
  const open = vscode.workspace.textDocuments.filter(({ languageId }) => languageId === LANGUAGE);
  if (open.length === 1) return open[0]!.uri;
  const found = await vscode.workspace.findFiles('**/*.warmstart.yaml', '**/node_modules/**');
  if (found.length === 0) {
    void vscode.window.showInformationMessage(
      'No spec (*.warmstart.yaml) is in this workspace. Make one with Warmstart: New Experiment.',
    );
    return null;
  }
  if (found.length === 1) return found[0]!;
  const items = found.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  return (await vscode.window.showQuickPick(items, { placeHolder: 'Into which spec?' }))?.uri ?? null;
}
