/**
 * Writes every scene of the webviews as a page to look at in a browser, in every theme:
 * `npx tsx test/webviews/preview.ts [FOLDER]`. The pages carry the content security policy that the extension sets.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { SCENES, type Scene } from './scenes';
import { THEMES, type Theme } from './theme-variables';

const NONCE = 'preview';

export async function writePreviews(folder: string): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true });
  await build({
    bundle: true,
    platform: 'browser',
    target: 'es2023',
    format: 'iife',
    entryPoints: {
      live: 'webviews/live/main.ts',
      results: 'webviews/results/main.ts',
      weights: 'webviews/weights/main.ts',
    },
    outdir: folder,
  });
  return Object.entries(SCENES).flatMap(([scene, content]) =>
    Object.entries(THEMES).map(([theme, look]) => {
      const file = path.join(folder, `${scene}.${theme}.html`);
      writeFileSync(file, page(content, look));
      return file;
    }),
  );
}

function page({ view, messages }: Scene, { bodyClass, variables }: Theme): string {
  // Not even `</script>` in a name may end the script.
  const data = JSON.stringify(messages).replaceAll('<', '\\u003c');
  const theme = Object.entries(variables).map(([name, value]) => `--vscode-${name}: ${value};`);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src file: 'nonce-${NONCE}'; script-src 'nonce-${NONCE}'">
<style nonce="${NONCE}">:root { ${theme.join(' ')} }</style>
<link rel="stylesheet" href="${view}.css">
</head>
<body class="${bodyClass}">
<script nonce="${NONCE}">
const messages = ${data};
function acquireVsCodeApi() {
  let state;
  return {
    getState: () => state,
    setState: (next) => { state = next; },
    postMessage: (message) => {
      console.log(JSON.stringify(message));
      // One after the other: a tensor is open before its statistics come.
      if (message.type === 'ready') messages.forEach((one, index) => setTimeout(() => window.postMessage(one, '*'), 50 * index));
    },
  };
}
</script>
<script nonce="${NONCE}" src="${view}.js"></script>
</body>
</html>
`;
}

if (require.main === module) {
  const folder = process.argv[2] ?? mkdtempSync(path.join(tmpdir(), 'warmstart-preview-'));
  void writePreviews(folder).then((files) => console.log(files.join('\n')));
}
