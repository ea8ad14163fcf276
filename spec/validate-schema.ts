/** One walk over the spec's nodes, held against the schema: keys, types, allowed values and ranges. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { checkScalar } from './check-scalar';
import type { Diagnostic, Range } from './diagnostic';
import { didYouMean } from './did-you-mean';
import { expectation } from './expectation';
import { positionAt } from './position';
import { problem, replacement } from './problem';
import { childOf, type SchemaNode, type Shape, schema, shapesOf } from './schema';
import { type Entry, entriesOf, isMissing, rangeOf, resolved } from './yaml-node';

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
    if (isAlias(written) && node === null) {
      const message = `Nothing above is marked \`&${written.source}\`. Mark it there, or write the value here.`;
      found.push(problem('wrong-type', message, range));
      return;
    }
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
    const kind = kindKey(shape);
    const word = entries.find(({ key }) => key === kind)?.value ?? null;
    const alone = shapes.find((one) => one.const !== undefined && one.const === scalarOf(word, document));
    if (alone && maps.every((one) => one.properties?.[kind!]?.const !== alone.const)) {
      found.push(wordAlone(String(alone.const), map, subject, rangeOf(word)!));
      return;
    }
    const first = new Map<string, Entry>();
    const offered = new Set<string | undefined>();
    for (const entry of entries) {
      const earlier = first.get(entry.key);
      if (earlier) found.push(duplicateKey(entry, earlier, text));
      else first.set(entry.key, entry);
      const child =
        entry.key === kind ? { anyOf: maps.flatMap((one) => childOf(one, kind) ?? []) } : childOf(shape, entry.key);
      if (child === null) {
        const unknown = unknownKey(entry, shape, maps, subject, entries);
        offered.add(unknown.fixes?.[0]?.newText);
        found.push(unknown);
      } else check(entry.value, child, { name: `\`${entry.key}\``, range: entry.keyRange });
    }
    for (const key of shape.required ?? []) {
      // A key that is misspelled has been reported as such.
      if (first.has(key) || offered.has(key)) continue;
      const description = key === kind ? `Allowed: ${kindsOf(maps, key)}.` : shape.properties?.[key]?.description;
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
    const seen = new Set<string>();
    items.forEach((item, index) => {
      const name = `item ${index + 1} of ${subject.name}`;
      if (isMissing(item)) check(null, list.items!, { name, range: dashBefore(item, text) ?? subject.range });
      else check(item, list.items!, { name, range: headOf(item) ?? subject.range });
      const value = scalarOf(item, document);
      if (!list.uniqueItems || typeof value !== 'string') return;
      if (seen.has(value))
        found.push(
          problem('duplicate-name', `\`${value}\` is already in ${subject.name}. Take one out.`, rangeOf(item)!),
        );
      seen.add(value);
    });
  }
}

/** Among alternatives, the map of the kind that is written; else the one that the keys there fit best, the first of equals. */
function closest(shapes: readonly Shape[], entries: readonly Entry[], document: Document): Shape {
  const telling = new Set(shapes.flatMap(({ required = [] }) => required));
  const misfit = (shape: Shape) => {
    const unknown = entries.filter(({ key }) => childOf(shape, key) === null);
    const missing = (shape.required ?? []).filter((key) => entries.every((entry) => entry.key !== key)).length;
    const contradicted = entries.find(({ key, value }) => {
      const constant = shape.properties?.[key]?.const;
      return constant !== undefined && scalarOf(value, document) !== constant;
    });
    const weight = unknown.reduce((sum, { key }) => sum + (telling.has(key) ? 100 : 2), missing);
    return contradicted ? 1e6 + weight : weight;
  };
  return shapes.reduce((best, shape) => (misfit(shape) < misfit(best) ? shape : best));
}

/** The key whose one word tells a map from its alternatives, such as `kind`; null where none does. */
function kindKey({ properties = {} }: Shape): string | null {
  return Object.keys(properties).find((key) => properties[key]!.const !== undefined) ?? null;
}

function kindsOf(shapes: readonly Shape[], kind: string): string {
  return shapes.map((shape) => `\`${String(shape.properties?.[kind]?.const)}\``).join(', ');
}

function scalarOf(value: Node | null, document: Document): unknown {
  const node = resolved(value, document);
  return isScalar(node) ? node.value : undefined;
}

/** `{kind: constant}`, where the language has the word alone. */
function wordAlone(word: string, map: YAMLMap, { name }: Subject, range: Range): Diagnostic {
  const whole = map.flow ? rangeOf(map) : null;
  const message = `\`${word}\` has no numbers of its own. Write the word alone as the value of ${name}.`;
  return problem('not-allowed', message, range, { fixes: whole ? [replacement(whole, word)] : [] });
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
  const homes = alternatives.filter((other) => childOf(other, key) !== null);
  if (homes.length > 0) {
    const kind = kindKey(shape);
    const message =
      kind === null
        ? `\`${key}\` does not go with the other keys of ${name}, whose keys are ${listed}. Take one of them out.`
        : `\`${key}\` belongs to ${kindsOf(homes, kind)}, but this is ${kindsOf([shape], kind)}. Take it out, or change \`${kind}\`.`;
    return problem('unknown-key', message, keyRange);
  }
  const free = (of: Shape) =>
    Object.keys(of.properties ?? {}).filter((each) => siblings.every((sibling) => sibling.key !== each));
  const meant = didYouMean(key, free(shape)) ?? didYouMean(key, alternatives.flatMap(free));
  const hint = meant === null ? (elsewhere(key, shape) ?? `Its keys are ${listed}.`) : `Did you mean \`${meant}\`?`;
  const fixes = meant === null ? [] : [replacement(keyRange, meant)];
  return problem('unknown-key', `${name} has no key \`${key}\`. ${hint}`, keyRange, { fixes });
}

/** Where a key belongs that stands one level too high, and what to do instead of merging maps. */
function elsewhere(key: string, shape: Shape): string | null {
  if (key === '<<') return 'Maps are not merged: write the keys themselves, or `*name` in place of the whole map.';
  const home = Object.entries(shape.properties ?? {}).find(([, node]) =>
    shapesOf(node).some(({ properties }) => properties?.[key] !== undefined),
  );
  return home ? `It belongs under \`${home[0]}\`.` : null;
}

function duplicateKey(entry: Entry, earlier: Entry, text: string): Diagnostic {
  const { line } = positionAt(text, earlier.keyRange.start);
  return problem('duplicate-key', `\`${entry.key}\` is already on line ${line}. Keep one of the two.`, entry.keyRange);
}

/** Where to point at a value as a whole: a map at its first key, so that no mark runs over many lines. */
function headOf(node: Node | null): Range | null {
  return (isMap(node) && entriesOf(node)[0]?.keyRange) || rangeOf(node);
}

/** Where the dash of an item stands that has no value yet. */
function dashBefore(item: Node | null, text: string): Range | null {
  const range = rangeOf(item);
  const start = range ? text.lastIndexOf('-', range.start) : -1;
  return start === -1 ? null : { start, end: start + 1 };
}

function firstLine(text: string): Range {
  const end = text.indexOf('\n');
  return { start: 0, end: end === -1 ? text.length : end };
}
