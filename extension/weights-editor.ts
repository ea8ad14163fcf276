import path from 'node:path';
import type * as vscode from 'vscode';
import { inspectWeights, readTensor } from '../runner/weights/inspect-weights';
import { WeightsError } from '../runner/weights/weights-error';
import { tensorStatistics } from '../statistics/tensor-statistics';
import { parseFromWeights, type ToWeights } from '../webviews/messages';
import { useInSpec } from './use-in-spec';
import { webviewOptions, webviewPage } from './webview-page';
import { weightsView } from './weights-view';

/** Shows what lies in a file of weights. Nothing of it is executed, and values are read only of the tensors that are opened. */
export class WeightsEditor implements vscode.CustomReadonlyEditorProvider {
  readonly #extension: vscode.Uri;

  constructor(extension: vscode.Uri) {
    this.#extension = extension;
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => {} };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, { webview }: vscode.WebviewPanel): void {
    const file = uri.fsPath;
    webview.options = webviewOptions(this.#extension);
    const post = (message: ToWeights) => void webview.postMessage(message);
    webview.onDidReceiveMessage(async (value) => {
      const message = parseFromWeights(value);
      if (message?.type === 'ready') post(await contentOf(file));
      else if (message?.type === 'statistics') post(await statisticsOf(file, message.tensor));
      else if (message?.type === 'useInSpec') await useInSpec(file);
    });
    webview.html = webviewPage(webview, this.#extension, 'weights', file);
  }
}

async function contentOf(file: string): Promise<ToWeights> {
  try {
    return { type: 'weights', weights: weightsView(await inspectWeights(file)) };
  } catch (error) {
    return { type: 'unreadable', name: path.basename(file), message: messageOf(error) };
  }
}

async function statisticsOf(file: string, tensor: string): Promise<ToWeights> {
  try {
    return { type: 'statistics', tensor, statistics: tensorStatistics(await readTensor(file, tensor)) };
  } catch (error) {
    return { type: 'noStatistics', tensor, message: messageOf(error) };
  }
}

/** @throws what is not about the file */
function messageOf(error: unknown): string {
  if (error instanceof WeightsError || (error instanceof Error && 'code' in error)) return error.message;
  throw error;
}
