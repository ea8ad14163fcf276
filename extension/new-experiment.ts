import path from 'node:path';
import * as vscode from 'vscode';
import { LANGUAGE } from './ids';

const STARTER = `# Which weights should you start from? Completion (Ctrl+Space) offers every key, hovering explains it.
name: My question
protocol: quick                  # a recipe for a laptop; taher-2021 is the paper's

data:                            # where datasets lie; phantoms are drawn by Warmstart
  textures: {phantom: textures, images: 600, size: 64, seed: 1}
  x-rays: {phantom: xray, images: 240, size: 64, seed: 3}

tasks:
  - name: nodules
    kind: classification
    data: x-rays

initializations:
  - random
  - name: textures
    pretrain: {from: random, on: textures, method: supervised}

runs: 3
`;

/** Opens a commented spec, saved beside the other files of the workspace where there is one. */
export async function newExperiment(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showSaveDialog({
    title: 'Where the new experiment goes',
    defaultUri: vscode.Uri.file(path.join(folder?.fsPath ?? '', 'experiment.warmstart.yaml')),
    filters: { 'Warmstart spec': ['warmstart.yaml'] },
  });
  if (!chosen) return;
  await vscode.workspace.fs.writeFile(chosen, Buffer.from(STARTER));
  const document = await vscode.workspace.openTextDocument(chosen);
  await vscode.window.showTextDocument(await vscode.languages.setTextDocumentLanguage(document, LANGUAGE));
}
