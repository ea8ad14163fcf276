import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { format } from '../../server/format';
import { textDocument } from './cursor';

const GOLDEN = join(import.meta.dirname, 'golden/format');
const EXAMPLES = join(import.meta.dirname, '../../examples');

function formatted(text: string): string {
  const document = textDocument(text);
  return TextDocument.applyEdits(document, format(document));
}

describe('format', () => {
  for (const before of readdirSync(GOLDEN).filter((file) => file.endsWith('.before.yaml'))) {
    const name = before.replace('.before.yaml', '');
    const after = readFileSync(join(GOLDEN, `${name}.after.yaml`), 'utf8');

    it(`lays out ${name}`, () => {
      assert.equal(formatted(readFileSync(join(GOLDEN, before), 'utf8')), after);
    });

    it(`leaves the formatted ${name} alone`, () => {
      assert.deepEqual(format(textDocument(after)), []);
    });
  }

  for (const example of readdirSync(EXAMPLES).filter((file) => file.endsWith('.warmstart.yaml'))) {
    it(`leaves ${example} alone`, () => {
      assert.deepEqual(format(textDocument(readFileSync(join(EXAMPLES, example), 'utf8'))), []);
    });
  }

  it('leaves text with syntax errors alone', () => {
    assert.deepEqual(format(textDocument('name: [a\n   b: 1\n')), []);
  });

  it('changes only what differs', () => {
    const document = textDocument('name: a\nruns:   3\nseed: 1\n');
    const [edit] = format(document);
    assert.deepEqual(edit, {
      range: { start: { line: 1, character: 6 }, end: { line: 1, character: 8 } },
      newText: '',
    });
  });

  it('ends every line as it found it', () => {
    assert.equal(formatted('name:   a\r\nruns: 3\r\n'), 'name: a\r\nruns: 3\r\n');
  });
});
