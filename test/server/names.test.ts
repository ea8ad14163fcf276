import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';
import { definition } from '../../server/definition';
import { references } from '../../server/references';
import { asScalar, prepareRename, rename } from '../../server/rename';
import { documentAtCursor } from './cursor';
import { cursorIn, outlineOf, SPEC } from './spec-text';

function at(word: string, nth = 1) {
  const { document, position } = documentAtCursor(cursorIn(SPEC, word, nth));
  return { document, position, names: outlineOf(SPEC) };
}

describe('names', () => {
  it('lead from where they are used to where they are declared', () => {
    const { document, position, names } = at('upstream', 2);
    const [link] = definition(document, position, names)!;
    assert.equal(document.getText(link!.targetSelectionRange), 'upstream');
    assert.equal(link!.targetSelectionRange.start.line, 14);
    assert.equal(document.getText(link!.originSelectionRange!), 'upstream');
  });

  it('lead from the data of a task to the dataset', () => {
    const { document, position, names } = at('x-rays', 3);
    const [link] = definition(document, position, names)!;
    assert.equal(document.getText(link!.targetRange), 'x-rays: ~/data/x-rays');
  });

  it('lead nowhere where the cursor is on no name', () => {
    const { document, position, names } = at('classification');
    assert.equal(definition(document, position, names), null);
    assert.equal(references(document, position, names, { includeDeclaration: true }), null);
  });

  it('are found wherever they are used', () => {
    const { document, position, names } = at('textures', 1);
    const found = references(document, position, names, { includeDeclaration: true })!;
    assert.deepEqual(
      found.map(({ range }) => range.start.line),
      [3, 15, 17],
    );
    assert.equal(references(document, position, names, { includeDeclaration: false })!.length, 2);
  });

  it('are found and renamed in what weights have seen', () => {
    const marked =
      'data: {x|-rays: d}\ninitializations:\n  - {name: a, weights: w, pretrained-on: [imagenet, x-rays]}\n  - {name: b, weights: w, pretrained-on: x-rays}\n';
    const { document, position } = documentAtCursor(marked);
    const edit = rename(document, position, 'chests', outlineOf(document.getText()))!;
    const text = TextDocument.applyEdits(document, edit.changes![document.uri]!);
    assert.deepEqual(
      parse(text).initializations.map((one: { 'pretrained-on': unknown }) => one['pretrained-on']),
      [['imagenet', 'chests'], 'chests'],
    );
  });

  it('are renamed in the reference of the statistics, too', () => {
    const { document, position } = documentAtCursor(
      'initializations: [random, {name: u|p, weights: w}]\nstatistics: {reference: up}\n',
    );
    const edit = rename(document, position, 'mine', outlineOf(document.getText()))!;
    const text = TextDocument.applyEdits(document, edit.changes![document.uri]!);
    assert.equal(parse(text).statistics.reference, 'mine');
  });

  it('are renamed everywhere at once, and quoted where YAML asks for it', () => {
    const { document, position, names } = at('upstream', 2);
    const edit = rename(document, position, 'a, b', names)!;
    const text = TextDocument.applyEdits(document, edit.changes![document.uri]!);
    assert.equal(parse(text).initializations[1].name, 'a, b');
    assert.equal(parse(text).initializations[2].pretrain.from, 'a, b');
    assert.equal(outlineOf(text).initializations[1]!.name, 'a, b');
  });

  it('that the catalog gives are not renamed', () => {
    const { document, position, names } = at('random', 1);
    assert.equal(prepareRename(document, position, names), null);
    assert.equal(rename(document, position, 'x', names), null);
  });

  it('are written without quotes where none are needed', () => {
    assert.equal(asScalar('upstream → clinic'), 'upstream → clinic');
    assert.equal(asScalar('12'), '"12"');
    assert.equal(asScalar('a: b'), '"a: b"');
    assert.equal(asScalar('{x'), '"{x"');
  });
});
