import path from 'node:path';
import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { STORE_CHANGED, type StoreChangedParams } from '../server/commands';
import { LANGUAGE } from './ids';

/** The client of dist/server.js. */
export function startLanguageClient(context: vscode.ExtensionContext): LanguageClient {
  const module = path.join(context.extensionPath, 'dist', 'server.js');
  const client = new LanguageClient(
    LANGUAGE,
    'Warmstart',
    { module, transport: TransportKind.ipc },
    { documentSelector: [{ language: LANGUAGE }] },
  );
  void client.start();
  return client;
}

/** Tells the server that results may have changed. */
export function tellStoreChanged(client: LanguageClient, spec: vscode.Uri): void {
  if (client.isRunning())
    void client.sendNotification(STORE_CHANGED, { spec: spec.toString() } satisfies StoreChangedParams);
}
