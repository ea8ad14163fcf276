/** Wires requests to the functions that answer them: each a function of the text, the position and what the world tells. */

import {
  CodeActionKind,
  CodeLensRefreshRequest,
  type Connection,
  InlayHintRefreshRequest,
  type ServerCapabilities,
  type TextDocumentPositionParams,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CATALOG_NAMES } from './catalog-names';
import { codeActions } from './code-actions';
import { codeLenses } from './code-lenses';
import { STORE_CHANGED, type StoreChangedParams } from './commands';
import { complete } from './complete';
import { Debouncer } from './debounce';
import { definition } from './definition';
import { diagnostics } from './diagnostics';
import { documentSymbols } from './document-symbols';
import { format } from './format';
import { hover } from './hover';
import { inlayHints } from './inlay-hints';
import type { OpenSpec } from './open-spec';
import { OpenSpecs } from './open-specs';
import { references } from './references';
import { prepareRename, rename } from './rename';
import type { World } from './world';

/** Diagnostics wait until typing pauses for this long. */
const PAUSE_MILLISECONDS = 150;

const CAPABILITIES: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  completionProvider: { triggerCharacters: [':', ' ', '-', '{', '[', ',', '/', '"', "'"] },
  hoverProvider: true,
  documentFormattingProvider: true,
  documentSymbolProvider: true,
  codeLensProvider: {},
  inlayHintProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
};

export function serve(connection: Connection, world: World): void {
  const documents = new TextDocuments(TextDocument);
  const specs = new OpenSpecs(world);
  const pauses = new Debouncer(PAUSE_MILLISECONDS);
  const page = { page: world.diagnosticsPage };
  const refreshes: (() => Promise<void>)[] = [];

  connection.onInitialize(({ capabilities: { workspace } }) => {
    if (workspace?.inlayHint?.refreshSupport)
      refreshes.push(() => connection.sendRequest(InlayHintRefreshRequest.type));
    if (workspace?.codeLens?.refreshSupport) refreshes.push(() => connection.sendRequest(CodeLensRefreshRequest.type));
    return { capabilities: CAPABILITIES, serverInfo: { name: 'Warmstart' } };
  });

  const refreshTable = async (uri: string) => {
    const document = documents.get(uri);
    try {
      if (document && (await specs.refreshTable(specs.read(document)))) {
        await Promise.all(refreshes.map((ask) => ask()));
      }
    } catch (error) {
      // A store that cannot be read takes nothing away from the language; the output channel says why results are missing.
      connection.console.warn(`The results beside ${uri} could not be read: ${error}`);
    }
  };

  documents.onDidChangeContent(({ document }) => {
    pauses.request(document.uri, () => {
      const { version, reading } = specs.read(document);
      void connection.sendDiagnostics({
        uri: document.uri,
        version,
        diagnostics: diagnostics(document, reading.diagnostics, page),
      });
      void refreshTable(document.uri);
    });
  });
  documents.onDidClose(({ document: { uri } }) => {
    pauses.cancel(uri);
    specs.close(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
  connection.onNotification(STORE_CHANGED, ({ spec }: StoreChangedParams) => refreshTable(spec));
  connection.onShutdown(() => pauses.dispose());

  /** Answers a request about an open spec; null for one that was closed meanwhile. */
  const about =
    <P extends { textDocument: { uri: string } }, R>(answer: (spec: OpenSpec, params: P) => R) =>
    (params: P): R | null => {
      const document = documents.get(params.textDocument.uri);
      return document ? answer(specs.read(document), params) : null;
    };
  const at = <R>(answer: (spec: OpenSpec, position: TextDocumentPositionParams['position']) => R) =>
    about((spec, { position }: TextDocumentPositionParams) => answer(spec, position));

  connection.onCompletion(
    at(({ document, places }, position) =>
      complete(document, position, { catalog: CATALOG_NAMES, paths: { places, world } }),
    ),
  );
  connection.onHover(
    at(({ document, reading, outline }, position) =>
      hover(document, position, {
        catalog: CATALOG_NAMES,
        yaml: reading.document,
        outline,
        spec: reading.spec,
      }),
    ),
  );
  connection.onDocumentFormatting(about(({ document }) => format(document)));
  connection.onDocumentSymbol(about(({ document, outline }) => documentSymbols(document, outline)));
  connection.onCodeLens(about(({ document, outline }) => codeLenses(document, outline, specs.table(document.uri))));
  connection.languages.inlayHint.on(
    about(({ document, outline }) => inlayHints(document, outline, specs.table(document.uri))),
  );
  connection.onCodeAction(
    about(({ document, reading }, { range }) => codeActions(document, range, reading.diagnostics, page)),
  );
  connection.onDefinition(at(({ document, outline }, position) => definition(document, position, outline)));
  connection.onReferences(
    about(({ document, outline }, { position, context }) => references(document, position, outline, context)),
  );
  connection.onPrepareRename(at(({ document, outline }, position) => prepareRename(document, position, outline)));
  connection.onRenameRequest(
    about(({ document, outline }, { position, newName }) => rename(document, position, newName, outline)),
  );

  documents.listen(connection);
  connection.listen();
}
