import type { Document, Node } from 'yaml';
import { type Literature, PUBLISHED_MARKS, type PublishedCell, type PublishedTable } from '../catalog/literature';
import schemaFile from '../schemas/literature.schema.json';
import type { Diagnostic, Range } from './diagnostic';
import { MapReader } from './map-reader';
import { parse } from './parse';
import { problem } from './problem';
import type { SchemaNode } from './schema';
import { type Language, validateSchema } from './validate-schema';
import { rangeOf } from './yaml-node';

export interface LiteratureReading {
  /** null where there is an error among the diagnostics. */
  readonly literature: Literature | null;
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}

const LANGUAGE: Language = {
  schema: schemaFile as SchemaNode,
  name: 'the literature file',
};

/** What the marks of a table may be. */
const MARKS_OF: Readonly<Record<PublishedTable['marks'], readonly string[]>> = {
  none: [],
  best: ['best', 'not-different', 'different'],
  stars: ['n.s.', '*', '**', '***', '>***', 'worse'],
  'p-values': [],
};

/** Reads published results (schemas/literature.schema.json) from JSON or YAML. Never throws. */
export function readLiterature(text: string): LiteratureReading {
  const { document, diagnostics } = parse(text);
  const found = [...diagnostics, ...validateSchema(document, text, LANGUAGE)];
  if (found.length > 0) return { literature: null, diagnostics: found };
  const map = new MapReader(document.contents, document);
  const tables = map.list('tables').map((node) => readTable(node, document, found));
  const literature = { source: map.text('source')!.value, tables };
  checkReferences(literature, map, document, found);
  return { literature: found.length > 0 ? null : literature, diagnostics: found };
}

function readTable(node: Node, document: Document, found: Diagnostic[]): PublishedTable {
  const map = new MapReader(node, document);
  const name = map.text('name')!.value;
  const marks = map.choice('marks', ['none', 'best', 'stars', 'p-values'])?.value ?? 'none';
  const seen = new Set<string>();
  const cells = map.list('cells').map((item) => {
    const cell = readCell(item, map, document, found);
    const place = `${cell.initialization} on ${cell.task}`;
    const range = placeOf(item);
    if (seen.has(place)) found.push(problem('duplicate-name', `\`${name}\` has ${place} twice. Keep one.`, range));
    seen.add(place);
    if (cell.mark !== null && !MARKS_OF[marks].includes(cell.mark)) {
      const message = `${place} is marked \`${cell.mark}\`, but the marks of \`${name}\` are \`${marks}\`. Change one of the two.`;
      found.push(problem('not-allowed', message, range));
    }
    return cell;
  });
  return {
    name,
    title: map.text('title')?.value ?? name,
    marks,
    reference: map.text('reference')?.value ?? null,
    cells,
  };
}

function readCell(node: Node, table: MapReader, document: Document, found: Diagnostic[]): PublishedCell {
  const map = new MapReader(node, document);
  const [initialization, task] = [map.text('initialization')!.value, map.text('task')!.value];
  const n = map.number('n') ?? table.number('n');
  if (n === null) {
    const message = `${initialization} on ${task} has no \`n\`. Say how many runs its mean is of, here or for the whole table: without it nothing can be tested.`;
    found.push(problem('missing-key', message, placeOf(node)));
  }
  return {
    initialization,
    task,
    mean: map.number('mean')!.value / 100,
    sd: map.number('sd')!.value / 100,
    n: n?.value ?? 0,
    ddof: table.choice('ddof', [0, 1])?.value ?? 1,
    provenance: table.choice('provenance', ['printed', 'digitised'])?.value ?? 'printed',
    reading: (table.map('reading').number(task)?.value ?? 0) / 100,
    mark: map.choice('mark', PUBLISHED_MARKS)?.value ?? null,
    p: map.number('p')?.value ?? null,
  };
}

/** What stars and p-values compare with, and the best that a tint compares with, must be there. */
function checkReferences({ tables }: Literature, map: MapReader, document: Document, found: Diagnostic[]): void {
  const nodes = map.list('tables');
  for (const [index, { name, marks, reference, cells }] of tables.entries()) {
    const table = new MapReader(nodes[index]!, document);
    const range = table.keyRange('marks') ?? placeOf(nodes[index]!);
    const tasks = [...new Set(cells.filter(({ mark, p }) => mark !== null || p !== null).map(({ task }) => task))];
    if (marks === 'best') {
      const without = tasks.filter(
        (task) => cells.filter((cell) => cell.task === task && cell.mark === 'best').length !== 1,
      );
      if (without.length > 0)
        found.push(
          problem('missing-key', `\`${name}\` needs one cell marked \`best\` on ${without.join(', ')}.`, range),
        );
    } else if (marks !== 'none' && reference === null) {
      found.push(problem('missing-key', `\`${name}\` needs a \`reference\`: what its ${marks} compare with.`, range));
    } else if (marks !== 'none') {
      const known = tables.flatMap((one) => one.cells).filter(({ initialization }) => initialization === reference);
      const without = tasks.filter((task) => !known.some((cell) => cell.task === task));
      if (without.length > 0)
        found.push(
          problem(
            'missing-key',
            `No table has ${reference} on ${without.join(', ')}, which \`${name}\` compares with.`,
            range,
          ),
        );
    }
  }
}

function placeOf(node: Node): Range {
  return rangeOf(node) ?? { start: 0, end: 0 };
}
