import assert from 'node:assert/strict';
import { readSpec } from '../../spec/read-spec';
import { assertDiagnostics, mended } from './marked';

const REST = 'tasks: [VFS]\ninitializations: [random]\n';

describe('parse', () => {
  it('points at a tab in the indentation and offers blanks', () => {
    const { text } = { text: `network:\n\tencoder: resnet18\n${REST}` };
    const reading = readSpec(text);
    const tab = reading.diagnostics.find(({ code }) => code === 'yaml-syntax');
    assert.deepEqual(tab?.range, { start: 9, end: 10 });
    assert.equal(mended({ ...reading, diagnostics: [tab!] }), `network:\n  encoder: resnet18\n${REST}`);
  });

  it('points at a bracket that is never closed', () => {
    const { diagnostics, spec } = readSpec(`${REST}network: {encoder: resnet18\n`);
    assert.equal(diagnostics[0]?.code, 'yaml-syntax');
    assert.equal(spec, null);
  });

  it('says each error once', () => {
    const { diagnostics } = readSpec(`data: {a: {phantom: textures\n${REST}`);
    const syntax = diagnostics.filter(({ code }) => code === 'yaml-syntax');
    assert.equal(new Set(syntax.map(({ range, message }) => `${range.start} ${message}`)).size, syntax.length);
  });

  it('wants one document', () => {
    assert(readSpec(`${REST}---\n${REST}`).diagnostics.some(({ code }) => code === 'yaml-syntax'));
  });

  it('points at the line that begins a second document', () => {
    assertDiagnostics(`${REST}«---»\n${REST}`, ['yaml-syntax']);
  });

  for (const [wrong, remedy] of [
    ['name: it: works', /quote the text/],
    ['name: @x', /quotes/],
    ['training: {epochs: 3 seed: 4}', /comma|new line/],
    ['runs: !foo 3', /Take it out/],
  ] as const) {
    it(`has a remedy for ${wrong}`, () => {
      const syntax = readSpec(`${REST}${wrong}\n`).diagnostics.filter(({ code }) => code === 'yaml-syntax');
      assert.match(syntax.map(({ message }) => message).join(' '), remedy);
    });
  }

  it('reads a text that ends its lines as Windows does', () => {
    assertDiagnostics(REST.replaceAll('\n', '\r\n'), []);
  });

  it('keeps every range inside the text', () => {
    for (const text of ['', ' ', '{', '"', 'a: [', '- ', '\t', 'a: *b', '!!x', '%', '|', '? ', 'a: !!float x']) {
      for (const { range } of readSpec(text).diagnostics) {
        assert(
          range.start >= 0 && range.start <= range.end && range.end <= text.length,
          JSON.stringify({ text, range }),
        );
      }
    }
  });
});
