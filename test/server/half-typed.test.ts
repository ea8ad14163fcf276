import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CATALOG_NAMES } from '../../server/catalog-names';
import { codeLenses } from '../../server/code-lenses';
import { complete } from '../../server/complete';
import { diagnostics } from '../../server/diagnostics';
import { documentSymbols } from '../../server/document-symbols';
import { format } from '../../server/format';
import { hover } from '../../server/hover';
import { openSpec } from '../../server/open-spec';
import { URI } from './cursor';

const EXAMPLE = readFileSync(join(import.meta.dirname, '../../examples/quickstart.warmstart.yaml'), 'utf8');
const WORLD = { environment: () => ({ home: '/home/ada' }), fileExists: () => true, listFolder: () => [] };

describe('a spec that is typed letter by letter', () => {
  it('is answered at every letter', function () {
    this.timeout(120_000);
    const milliseconds: number[] = [];
    for (let length = 0; length <= EXAMPLE.length; length++) {
      const document = TextDocument.create(URI, 'warmstart', length, EXAMPLE.slice(0, length));
      const position = document.positionAt(length);
      const start = performance.now();
      const { reading, outline, places } = openSpec(document, WORLD);
      complete(document, position, { catalog: CATALOG_NAMES, paths: { places, world: WORLD } });
      hover(document, position, { catalog: CATALOG_NAMES, yaml: reading.document, outline, spec: reading.spec });
      diagnostics(document, reading.diagnostics, { page: null });
      milliseconds.push(performance.now() - start);
      format(document);
      codeLenses(document, outline, null);
      documentSymbols(document, outline);
    }
    milliseconds.sort((a, b) => a - b);
    const p95 = milliseconds[Math.floor(0.95 * milliseconds.length)]!;
    // A figure for the reader: machines differ too much to hold a test to it.
    console.log(`      p95 ${p95.toFixed(1)} ms over ${milliseconds.length} prefixes`);
  });

  it('ends without a mistake', () => {
    const document = TextDocument.create(URI, 'warmstart', 1, EXAMPLE);
    const errors = openSpec(document, WORLD).reading.diagnostics.filter(({ severity }) => severity === 'error');
    assert.deepEqual(errors, []);
  });
});
