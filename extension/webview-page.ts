import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { escapeMarkup } from '../results/markup';

/** The page around a webview's bundle: its own script and style, no network, nothing inline. `file`: the spec or the weights it is about. */
export function webviewPage(
  webview: vscode.Webview,
  extension: vscode.Uri,
  name: 'live' | 'results' | 'weights',
  file: string,
): string {
  const address = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', 'webviews', file));
  const nonce = randomBytes(16).toString('base64');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${address(`${name}.css`)}">
</head>
<body data-file="${escapeMarkup(file)}">
<script nonce="${nonce}" src="${address(`${name}.js`)}"></script>
</body>
</html>`;
}

/** What a tab of Warmstart carries, as the specs do. */
export function tabIcon(extension: vscode.Uri): { readonly light: vscode.Uri; readonly dark: vscode.Uri } {
  const icon = (look: 'light' | 'dark') => vscode.Uri.joinPath(extension, 'media', `spec-${look}.svg`);
  return { light: icon('light'), dark: icon('dark') };
}

export function webviewOptions(extension: vscode.Uri): vscode.WebviewOptions & vscode.WebviewPanelOptions {
  return {
    enableScripts: true,
    localResourceRoots: [vscode.Uri.joinPath(extension, 'dist', 'webviews')],
    retainContextWhenHidden: true,
  };
}
