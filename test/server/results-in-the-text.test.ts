import assert from 'node:assert/strict';
import { codeLenses } from '../../server/code-lenses';
import { documentSymbols } from '../../server/document-symbols';
import { inlayHints } from '../../server/inlay-hints';
import { textDocument } from './cursor';
import { TABLE } from './results';
import { outlineOf, SPEC } from './spec-text';

const document = textDocument(SPEC);
const names = outlineOf(SPEC);

function lensLines(table: typeof TABLE | null): string[] {
  return codeLenses(document, names, table).map(
    ({ range, command }) => `${range.start.line}: ${command!.title.replace(/\$\(\w+\) /, '')}`,
  );
}

describe('code lenses', () => {
  it('run everything, a task or an initialization', () => {
    assert.deepEqual(lensLines(null), [
      '1: Run all',
      '7: Run this task',
      '8: Run this task',
      '13: Run this initialization',
      '14: Run this initialization',
      '16: Run this initialization',
    ]);
  });

  it('say what to run by name', () => {
    const [all, task] = codeLenses(document, names, null);
    assert.deepEqual(all!.command!.arguments, [document.uri, {}]);
    assert.equal(task!.command!.command, 'warmstart.run');
    assert.deepEqual(task!.command!.arguments, [document.uri, { task: 'TXC' }]);
  });

  it('show results only where there are any', () => {
    assert.deepEqual(
      lensLines(TABLE).filter((line) => line.endsWith('Show results')),
      ['1', '7', '13', '14', '16'].map((line) => `${line}: Show results`),
    );
  });

  it('are absent from an empty spec', () => {
    assert.deepEqual(codeLenses(textDocument(''), outlineOf(''), null), []);
  });
});

describe('inlay hints', () => {
  const shown = inlayHints(document, names, TABLE).map(({ position, label }) => `${position.line}: ${label}`);

  it('give the best initialization of a task, and the mean of each task for an initialization', () => {
    assert.deepEqual(shown, [
      '7: best: upstream 84.1 ± 0.3 (n = 3)',
      '8: no run finished, some failed',
      '13: TXC 71.0 ± 0.3',
      '14: TXC 84.1 ± 0.3 (best)',
      '16: TXC 83.0',
    ]);
  });

  it('stand at the end of the line', () => {
    const [first] = inlayHints(document, names, TABLE);
    assert.deepEqual(first!.position, { line: 7, character: '  - TXC'.length });
  });

  it('explain themselves with the whole column of the table', () => {
    const [first] = inlayHints(document, names, TABLE);
    const { value } = first!.tooltip as { value: string };
    assert.match(value, /\| random \| 71\.0 ± 0\.3 \| 3 \| worse \(p = 1\.2e-4\) \|/);
    assert.match(value, /Welch test, two-sided, Holm\./);
  });

  it('say why scores were refused', () => {
    const message = 'Runs of TXC used different splits.';
    const problems = [{ code: 'mixed-splits', task: 'TXC', initialization: null, message }] as const;
    const [task, other] = inlayHints(document, names, { ...TABLE, problems });
    assert.ok((task!.tooltip as { value: string }).value.endsWith(message));
    assert.ok(!(other!.tooltip as { value: string }).value.includes(message));
  });

  it('are absent without results', () => {
    assert.deepEqual(inlayHints(document, names, null), []);
  });
});

describe('document symbols', () => {
  it('nest what is declared below its section, and the sections below the spec', () => {
    const [spec] = documentSymbols(document, names);
    assert.equal(spec!.name, 'Small study');
    assert.deepEqual(
      spec!.children!.map(({ name, children }) => [name, ...children!.map((child) => child.name)]),
      [
        ['Data', 'textures', 'x-rays'],
        ['Tasks', 'TXC', 'nodules'],
        ['Initializations', 'random', 'upstream', 'twice'],
      ],
    );
    assert.equal(spec!.children![2]!.children![2]!.detail, 'upstream, then textures');
  });

  it('stand without a name too', () => {
    const text = 'tasks: [TXC]\n';
    assert.deepEqual(
      documentSymbols(textDocument(text), outlineOf(text)).map(({ name }) => name),
      ['Tasks'],
    );
  });
});
