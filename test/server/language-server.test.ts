import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import {
  type CodeAction,
  CodeActionRequest,
  CodeLensRequest,
  CompletionRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentFormattingRequest,
  DocumentSymbolRequest,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  InlayHintRefreshRequest,
  InlayHintRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { StoreFolder } from '../../runner/store/store-folder';
import { STORE_CHANGED } from '../../server/commands';
import { makePlan } from '../../spec/plan';
import { readSpec } from '../../spec/read-spec';

const TEXT = `name: End to end
protocol: quick
data:
  x-rays: {phantom: xray, images: 60, size: 64, seed: 1}
tasks:
  - name: nodules
    kind: clasification
    data: x-rays
initializations:
  - random
runs:   3
`;

describe('the language server', () => {
  let folder: string;
  let server: ChildProcess;
  let connection: ProtocolConnection;
  let uri: string;
  const published: PublishDiagnosticsParams[] = [];
  const waiting: (() => void)[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'warmstart-server-'));
    const bundle = join(folder, 'server.cjs');
    await build({
      entryPoints: [join(import.meta.dirname, '../../server/main.ts')],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      logLevel: 'silent',
    });
    const path = join(folder, 'study.warmstart.yaml');
    writeFileSync(path, TEXT);
    uri = pathToFileURL(path).href;
    server = spawn(process.execPath, [bundle, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    connection = createProtocolConnection(
      new StreamMessageReader(server.stdout!),
      new StreamMessageWriter(server.stdin!),
    );
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      published.push(params);
      for (const wake of waiting.splice(0)) wake();
    });
    connection.listen();
  });

  after(async () => {
    await connection.sendRequest(ShutdownRequest.type);
    const exited = new Promise((resolve) => server.once('exit', resolve));
    await connection.sendNotification(ExitNotification.type);
    assert.equal(await exited, 0);
    connection.dispose();
    rmSync(folder, { recursive: true });
  });

  async function diagnosticsOfVersion(version: number): Promise<PublishDiagnosticsParams> {
    for (;;) {
      const found = published.find((params) => params.version === version);
      if (found) return found;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  }

  it('says what it can do', async () => {
    const { capabilities } = await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        workspace: { inlayHint: { refreshSupport: true } },
        textDocument: { completion: { completionItem: { snippetSupport: true } } },
      },
    });
    await connection.sendNotification(InitializedNotification.type, {});
    for (const capability of ['completionProvider', 'hoverProvider', 'inlayHintProvider', 'renameProvider'] as const) {
      assert.ok(capabilities[capability], capability);
    }
  });

  it('finds a mistake when the spec is opened, and offers to mend it', async () => {
    await connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'warmstart', version: 1, text: TEXT },
    });
    const { diagnostics } = await diagnosticsOfVersion(1);
    const mistake = diagnostics.find(({ code }) => code === 'not-allowed')!;
    assert.equal(mistake.range.start.line, 6);
    const [action] = (await connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: mistake.range,
      context: { diagnostics },
    })) as { edit: { changes: Record<string, { newText: string }[]> } }[];
    assert.equal(action!.edit.changes[uri]![0]!.newText, 'classification');
  });

  it('takes the mistake back once it is mended', async () => {
    await connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: 2 },
      contentChanges: [
        {
          range: { start: { line: 6, character: 10 }, end: { line: 6, character: 23 } },
          text: 'classification',
        },
      ],
    });
    const { diagnostics } = await diagnosticsOfVersion(2);
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity === 1),
      [],
    );
  });

  it('warns of what a published checkpoint was trained with, and writes the decision into its map', async () => {
    const uri = pathToFileURL(join(folder, 'published.warmstart.yaml')).href;
    const text = (settings: string) =>
      `protocol: taher-2021\nweights: w\ndata: {drive: d}\ntasks: [VFS]\ninitializations:\n  - name: simclr-v2${settings}\n    allow-partial: true\n`;
    const opened = { uri, languageId: 'warmstart', version: 11, text: text('') };
    await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: opened });
    const { diagnostics } = await diagnosticsOfVersion(11);
    const warnings = diagnostics.filter(({ code }) => code === 'checkpoint-mismatch');
    assert.deepEqual(
      warnings.map(({ severity, range }) => [severity, range.start.line]),
      [
        [2, 5],
        [2, 5],
      ],
    );
    const actions = (await connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: warnings[0]!.range,
      context: { diagnostics: warnings },
    })) as CodeAction[];
    const document = TextDocument.create(uri, 'warmstart', 11, opened.text);
    assert.deepEqual(
      actions.map(({ edit }) => TextDocument.applyEdits(document, edit!.changes![uri]!)),
      ['normalisation: checkpoint', 'normalisation: protocol', 'padding: symmetric'].map((said) =>
        text(`\n    ${said}`),
      ),
    );
  });

  it('completes, explains and lays out', async () => {
    const textDocument = { uri };
    const completion = await connection.sendRequest(CompletionRequest.type, {
      textDocument,
      position: { line: 6, character: 12 },
    });
    const items = Array.isArray(completion) ? completion : completion!.items;
    assert.deepEqual(items.map(({ label }) => label).sort(), ['classification', 'segmentation']);

    const hover = await connection.sendRequest(HoverRequest.type, {
      textDocument,
      position: { line: 10, character: 1 },
    });
    assert.match(JSON.stringify(hover!.contents), /run/i);

    const edits = await connection.sendRequest(DocumentFormattingRequest.type, {
      textDocument,
      options: { tabSize: 2, insertSpaces: true },
    });
    assert.equal(edits!.length, 1);
  });

  it('shows results once the store beside the spec has some', async () => {
    const refreshed = new Promise<void>((resolve) =>
      connection.onRequest(InlayHintRefreshRequest.type, () => resolve()),
    );
    const { spec } = readSpec(TEXT.replace('clasification', 'classification'), { path: fileURLToPath(uri) });
    for (const [index, cell] of makePlan(spec!).cells.entries()) {
      const events = [
        { type: 'evaluated', metric: 'auc', value: 0.84 + index / 1000, parts: {} },
        { type: 'finished', bestEpoch: 1, epochs: 1, seconds: 1 },
      ];
      const { root, journal } = StoreFolder.beside(fileURLToPath(uri)).cell(cell.id);
      mkdirSync(root, { recursive: true });
      writeFileSync(
        journal,
        events.map((event) => `${JSON.stringify({ time: '2026-01-01T00:00:00Z', ...event })}\n`).join(''),
      );
    }
    await connection.sendNotification(STORE_CHANGED, { spec: uri });
    await refreshed;
    const hints = await connection.sendRequest(InlayHintRequest.type, {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } },
    });
    assert.deepEqual(
      hints!.map(({ label }) => label),
      ['best: random 84.1 ± 0.1 (n = 3)', 'nodules 84.1 ± 0.1 (best)'],
    );
  });

  it('draws the outline and the lenses', async () => {
    const symbols = await connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } });
    assert.equal(symbols![0]!.name, 'End to end');
    const lenses = await connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
    assert.equal(lenses!.filter(({ command }) => command!.command === 'warmstart.run').length, 3);
    assert.equal(lenses!.filter(({ command }) => command!.command === 'warmstart.showResults').length, 3);
  });
});
