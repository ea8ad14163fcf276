import assert from 'node:assert/strict';
import { type Import, importsBelow, specifiersIn } from './import-graph';

/** Which folders each folder may import from, besides itself: design in CONTRIBUTING.md, "Which way imports run". */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  schemas: [],
  statistics: [],
  catalog: ['schemas'],
  spec: ['schemas', 'catalog', 'statistics'],
  journal: ['spec'],
  results: ['spec', 'catalog', 'statistics', 'journal'],
  runner: ['spec', 'catalog', 'journal'],
  cli: ['runner', 'results', 'journal', 'spec', 'catalog'],
  server: ['runner', 'results', 'journal', 'spec', 'catalog', 'schemas'],
  webviews: ['results', 'statistics', 'journal', 'spec', 'catalog'],
  extension: ['webviews', 'server', 'runner', 'results', 'statistics', 'journal', 'spec', 'catalog'],
};

/** Folders whose files take values and return values: they touch no file, process or network. */
const PURE = ['schemas', 'statistics', 'catalog', 'spec', 'journal', 'results', 'webviews'];
const EFFECTS = /^(node:)?(fs|child_process|net|http|https|os|worker_threads)(\/|$)/;

const folders = Object.keys(MAY_IMPORT);
const imports = importsBelow(folders);
const folderOf = (file: string) => file.split('/')[0]!;
const isFile = ({ to }: Import) => folders.includes(folderOf(to));
const list = (wrong: readonly Import[]) => wrong.map(({ from, to }) => `  ${from} imports ${to}`).join('\n');

describe('imports', () => {
  it('run downward between folders only', () => {
    const wrong = imports.filter(
      (one) =>
        isFile(one) &&
        folderOf(one.from) !== folderOf(one.to) &&
        !MAY_IMPORT[folderOf(one.from)]!.includes(folderOf(one.to)),
    );
    assert.deepEqual(
      wrong,
      [],
      `These imports run the wrong way:\n${list(wrong)}\nMove what is shared into a folder that both may import, or pass it in as an argument.`,
    );
  });

  it('of `vscode` are found in extension/ alone', () => {
    const wrong = imports.filter(({ from, to }) => to === 'vscode' && folderOf(from) !== 'extension');
    assert.deepEqual(
      wrong,
      [],
      `Only extension/ runs inside VS Code:\n${list(wrong)}\nTake a value or a callback as an argument instead.`,
    );
  });

  it('of tensors are found in runner/ alone', () => {
    const wrong = imports.filter(({ from, to }) => to.startsWith('@tensorflow/') && folderOf(from) !== 'runner');
    assert.deepEqual(wrong, [], `Only runner/ computes with tensors:\n${list(wrong)}\nHand numbers over instead.`);
  });

  it('of files, processes and the network stay out of the pure folders', () => {
    const wrong = imports.filter(({ from, to }) => PURE.includes(folderOf(from)) && EFFECTS.test(to));
    assert.deepEqual(
      wrong,
      [],
      `These folders are pure:\n${list(wrong)}\nRead or write in runner/, cli/, server/ or extension/, and pass the value in.`,
    );
  });

  it('make no cycle', () => {
    const cycle = findCycle(imports.filter((one) => one.value && isFile(one)));
    assert.equal(
      cycle,
      undefined,
      `${cycle?.join(' imports ')}.\nMove what both need into a file of its own, or import the type only.`,
    );
  });

  it('stay inside the repository', () => {
    const wrong = imports.filter(({ to }) => to.startsWith('../') || folderOf(to) === 'test');
    assert.deepEqual(wrong, [], `These lead out of the sources:\n${list(wrong)}`);
  });
});

describe('the scan of imports', () => {
  it('finds every form, and tells types from values', () => {
    const source = `
      import './side-effect';
      import a, { b } from './value';
      import { type C, d } from './both';
      import { type E, type F } from './types';
      import type { G } from './type';
      export { h } from './export';
      export type { I } from './export-type';
      import {
        j,
      } from './lines';
      // import k from './comment';
      const l = await import('./lazy');
      const m = require('./required');
      const n = "import o from './double'";`;
    assert.deepEqual(
      specifiersIn(source).map(({ specifier, value }) => `${specifier} ${value ? 'value' : 'type'}`),
      [
        './side-effect value',
        './value value',
        './both value',
        './types type',
        './type type',
        './export value',
        './export-type type',
        './lines value',
        './lazy value',
        './required value',
      ],
    );
  });

  it('finds a cycle and names its files', () => {
    const arrow = (from: string, to: string): Import => ({ from, to, value: true });
    assert.deepEqual(findCycle([arrow('a', 'b'), arrow('b', 'c'), arrow('c', 'b')]), ['b', 'c', 'b']);
    assert.equal(findCycle([arrow('a', 'b'), arrow('a', 'c'), arrow('b', 'c')]), undefined);
  });
});

/** Files that import each other in a circle, the first repeated at the end. */
function findCycle(arrows: readonly Import[]): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const { to } of arrows.filter(({ from }) => from === file)) {
      const cycle = visit(to, [...trail, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of new Set(arrows.map(({ from }) => from))) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}
