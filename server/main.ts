/** The language server's process: stdio or node-ipc, whichever the editor asks for on the command line. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './serve';
import { worldOfNode } from './world-of-node';

const diagnosticsPage = pathToFileURL(join(__dirname, '..', 'docs', 'diagnostics.md')).href;
serve(createConnection(ProposedFeatures.all), worldOfNode({ diagnosticsPage }));
