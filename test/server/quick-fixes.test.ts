import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { codeActions } from '../../server/code-actions';
import { diagnostics } from '../../server/diagnostics';
import { openSpec } from '../../server/open-spec';
import { textDocument } from './cursor';

const GOLDEN = join(import.meta.dirname, 'golden/fixes');
const WORLD = { environment: () => ({ home: '/home/ada' }), fileExists: () => true };
const PAGE = { page: 'file:///docs/diagnostics.md' };

describe('quick fixes', () => {
  for (const before of readdirSync(GOLDEN).filter((file) => file.endsWith('.before.yaml'))) {
    const code = before.replace('.before.yaml', '');

    it(`mend ${code}`, () => {
      const document = textDocument(readFileSync(join(GOLDEN, before), 'utf8'));
      const found = openSpec(document, WORLD).reading.diagnostics;
      const broken = found.find((each) => each.code === code);
      assert.ok(broken, `No ${code} among ${found.map((each) => each.code).join(', ')}`);
      const at = document.positionAt(broken.range.start);
      const [action] = codeActions(document, { start: at, end: at }, found, PAGE);
      const mended = TextDocument.applyEdits(document, action!.edit!.changes![document.uri]!);
      assert.equal(mended, readFileSync(join(GOLDEN, `${code}.after.yaml`), 'utf8'));
    });
  }

  it('are absent where nothing is wrong', () => {
    const document = textDocument('tasks: [TXC]\ninitializations: [rndom]\n');
    const found = openSpec(document, WORLD).reading.diagnostics;
    const start = { line: 0, character: 0 };
    assert.deepEqual(codeActions(document, { start, end: start }, found, PAGE), []);
  });
});

describe('diagnostics', () => {
  it('carry a code, a page that explains it, a severity and a range', () => {
    const document = textDocument('tasks: [TXC]\ninitializations: [rndom]\n');
    const found = diagnostics(document, openSpec(document, WORLD).reading.diagnostics, PAGE);
    const unknown = found.find(({ code }) => code === 'unknown-initialization')!;
    assert.equal(unknown.codeDescription!.href, 'file:///docs/diagnostics.md#unknown-initialization');
    assert.equal(unknown.severity, 1);
    assert.equal(document.getText(unknown.range), 'rndom');
  });

  it('say which folder is missing', () => {
    const document = textDocument(
      'tasks: [{name: a, data: x, layout: class-folders}]\ndata: {x: nowhere}\ninitializations: [random]\n',
    );
    const nowhere = { ...WORLD, fileExists: () => false };
    const codes = openSpec(document, nowhere).reading.diagnostics.map(({ code }) => code);
    assert.ok(codes.includes('missing-path'), codes.join(', '));
  });
});
