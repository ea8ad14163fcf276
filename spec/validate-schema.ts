/** One walk over the spec's nodes, held against the schema: keys, types, allowed values and ranges. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { checkScalar } from './check-scalar';
import type { Diagnostic, Range } from './diagnostic';
import { didYouMean } from './did-you-mean';
import { expectation } from './expectation';
import { positionAt } from './position';
import { problem, replacement } from './problem';
import { childOf, type SchemaNode, type Shape, schema, shapesOf } from './schema';
import { type Entry, entriesOf, rangeOf, resolved } from './yaml-node';

/** What is being checked: its name in messages, and where to point when it has no place of its own. */
interface Subject {
  readonly name: string;
  readonly range: Range;
}

/** A language that texts are held against: its schema, and what sentences call such a text. */
export interface Language {
  readonly schema: SchemaNode;
  readonly name: string;
}

export function validateSchema(
  document: Document,
  text: string,
  language: Language = { schema, name: 'the spec' },
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  check(document.contents, language.schema, {
    name: language.name,
    range: headOf(document.contents) ?? firstLine(text),
  });
  return found;

  function check(written: Node | null, expected: SchemaNode, subject: Subject): void {
    const node = resolved(written, document);
    const shapes = shapesOf(expected);
    const range = rangeOf(written) ?? subject.range;
    if (isMap(node)) checkMap(node, shapes, isAlias(written) ? { ...subject, range } : subject);
    else if (isSeq(node)) checkList(node.items as (Node | null)[], shapes, { name: subject.name, range });
    else found.push(...checkScalar(isScalar(node) ? node : null, shapes, subject.name, range));
  }

  function checkMap(map: YAMLMap, shapes: readonly Shape[], subject: Subject): void {
    const maps = shapes.filter((shape) => shape.properties || shape.additionalProperties);
    if (maps.length === 0) {
      found.push(
        problem('wrong-type', `${subject.name} is a map, but ${expectation(shapes)} is expected.`, subject.range),
      );
      return;
    }
    const entries = entriesOf(map);
    const shape = closest(maps, entries, document);
    const first = new Map<string, Entry>();
    for (const entry of entries) {
      const earlier = first.get(entry.key);
      if (earlier) found.push(duplicateKey(entry, earlier, text));
      else first.set(entry.key, entry);
      const child = childOf(shape, entry.key);
      if (child === null) found.push(unknownKey(entry, shape, maps, subject, entries));
      else check(entry.value, child, { name: `\`${entry.key}\``, range: entry.keyRange });
    }
    for (const key of shape.required ?? []) {
      if (first.has(key)) continue;
      const description = shape.properties?.[key]?.description;
      const message = `${subject.name} needs the key \`${key}\`. ${description ?? ''}`.trim();
      found.push(problem('missing-key', message, subject.range));
    }
  }

  function checkList(items: readonly (Node | null)[], shapes: readonly Shape[], subject: Subject): void {
    const list = shapes.find((shape) => shape.items !== undefined);
    if (!list) {
      found.push(
        problem('wrong-type', `${subject.name} is a list, but ${expectation(shapes)} is expected.`, subject.range),
      );
      return;
    }
    if (items.length < (list.minItems ?? 0)) {
      const message =
        `${subject.name} has ${items.length} of at least ${list.minItems} items. ${list.description ?? ''}`.trim();
      found.push(problem('out-of-range', message, subject.range));
    }
    items.forEach((item, index) => {
      check(item, list.items!, { name: `item ${index + 1} of ${subject.name}`, range: headOf(item) ?? subject.range });
    });
  }
}

/** Among alternatives, the map that the keys there fit best; the first of equals. */
function closest(shapes: readonly Shape[], entries: readonly Entry[], document: Document): Shape {
  const misfit = (shape: Shape) => {
    const unknown = entries.filter(({ key }) => childOf(shape, key) === null).length;
    const missing = (shape.required ?? []).filter((key) => entries.every((entry) => entry.key !== key)).length;
    const contradicted = entries.filter(({ key, value }) => {
      const constant = shape.properties?.[key]?.const;
      const node = resolved(value, document);
      return constant !== undefined && isScalar(node) && node.value !== constant;
    }).length;
    return 4 * contradicted + 2 * unknown + missing;
  };
  return shapes.reduce((best, shape) => (misfit(shape) < misfit(best) ? shape : best));
}

function unknownKey(
  { key, keyRange }: Entry,
  shape: Shape,
  alternatives: readonly Shape[],
  { name }: Subject,
  siblings: readonly Entry[],
): Diagnostic {
  const keys = Object.keys(shape.properties ?? {});
  const listed = keys.map((each) => `\`${each}\``).join(', ');
  if (alternatives.some((other) => childOf(other, key) !== null)) {
    const message = `\`${key}\` does not go with the other keys of ${name}, whose keys are ${listed}. Take one of them out.`;
    return problem('unknown-key', message, keyRange);
  }
  const meant = didYouMean(
    key,
    keys.filter((each) => siblings.every((sibling) => sibling.key !== each)),
  );
  const hint = meant === null ? `Its keys are ${listed}.` : `Did you mean \`${meant}\`?`;
  const fixes = meant === null ? [] : [replacement(keyRange, meant)];
  return problem('unknown-key', `${name} has no key \`${key}\`. ${hint}`, keyRange, { fixes });
}

function duplicateKey(entry: Entry, earlier: Entry, text: string): Diagnostic {
  const { line } = positionAt(text, earlier.keyRange.start);
  return problem('duplicate-key', `\`${entry.key}\` is already on line ${line}. Keep one of the two.`, entry.keyRange);
}

/** Where to point at a value as a whole: a map at its first key, so that no mark runs over many lines. */
function headOf(node: Node | null): Range | null {
  return (isMap(node) && entriesOf(node)[0]?.keyRange) || rangeOf(node);
}

function firstLine(text: string): Range {
  const end = text.indexOf('\n');
  return { start: 0, end: end === -1 ? text.length : end };
}
