import assert from 'node:assert/strict';
import { QUICK } from '../../catalog/quick';
import { valuesOf } from '../../catalog/recipe';
import { AUGMENTATIONS, LOSSES, SCHEDULES } from '../../catalog/recipe-kinds';
import { kebabCase } from '../../spec/kebab-case';
import { readSpec } from '../../spec/read-spec';
import { type SchemaNode, schema, shapesOf } from '../../spec/schema';

const KEYWORDS = new Set([
  ...['$schema', '$id', '$ref', '$defs', 'title', 'type', 'description', 'default', 'const', 'minimum', 'maximum'],
  ...[
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    'minItems',
    'uniqueItems',
    'minLength',
    'properties',
    'additionalProperties',
  ],
  ...['required', 'items', 'anyOf', 'oneOf', 'x-unit', 'x-names', 'x-path', 'x-layouts'],
]);

interface Found {
  readonly path: string;
  readonly node: SchemaNode;
  readonly isProperty: boolean;
}

function walk(node: SchemaNode, path: string, isProperty = false): Found[] {
  const { properties = {}, $defs = {}, items, additionalProperties, anyOf = [], oneOf = [] } = node;
  return [
    { path, node, isProperty },
    ...Object.entries(properties).flatMap(([key, child]) => walk(child, `${path}/${key}`, true)),
    ...Object.entries($defs).flatMap(([key, child]) => walk(child, `${path}/$defs/${key}`)),
    ...(items ? walk(items, `${path}[]`) : []),
    ...(typeof additionalProperties === 'object' ? walk(additionalProperties, `${path}/*`) : []),
    ...[...anyOf, ...oneOf].flatMap((branch, index) => walk(branch, `${path}|${index}`)),
  ];
}

const nodes = walk(schema, '');

describe('the schema', () => {
  it('uses the keywords that the walk knows, and no others', () => {
    const unknown = nodes.flatMap(({ path, node }) =>
      Object.keys(node)
        .filter((keyword) => !KEYWORDS.has(keyword))
        .map((keyword) => `${path} ${keyword}`),
    );
    assert.deepEqual(unknown, []);
  });

  it('has sentences for every key and every allowed word', () => {
    const silent = nodes.filter(({ node, isProperty }) => {
      const described = node.description ?? (node.$ref && shapesOf(node)[0]?.description);
      return (isProperty || 'const' in node) && !/^[A-Z1].*[.)]$/s.test(described ?? '');
    });
    assert.deepEqual(
      silent.map(({ path }) => path),
      [],
    );
  });

  it('names every key in kebab-case', () => {
    const keys = nodes.filter(({ isProperty }) => isProperty).map(({ path }) => path.split('/').at(-1)!);
    assert.deepEqual(
      keys.filter((key) => !/^[a-z]+\d?(-[a-z]+)*$/.test(key)),
      [],
    );
  });

  it('closes every map with keys of its own, so that slips are found', () => {
    const open = nodes.filter(({ node }) => node.properties && node.additionalProperties !== false);
    assert.deepEqual(
      open.map(({ path }) => path),
      [],
    );
  });

  it('knows its own references', () => {
    for (const { path, node } of nodes) assert(shapesOf(node).length > 0, path);
  });

  it('has the defaults that specs are built with', () => {
    const smallest = 'tasks: [{name: a, data: d}]\ninitializations: [{name: i, pretrain: {from: random, on: d}}]\n';
    const left = `data: {d: {phantom: xray}}\n${smallest}`;
    const { reference: _, ...statistics } = schema.$defs!.statistics!.properties!;
    const phantom = schema.$defs!['phantom-dataset']!.properties!;
    const of = (node: SchemaNode | undefined) => JSON.stringify(node?.default);
    const said =
      `protocol: ${of(schema.properties!.protocol)}\nruns: ${of(schema.properties!.runs)}\nseed: ${of(schema.properties!.seed)}\n` +
      `statistics: {${Object.entries(statistics).map(([key, node]) => `${key}: ${of(node)}`)}}\n` +
      `network: {width: ${of(schema.$defs!.network!.properties!.width)}}\n` +
      `data: {d: {phantom: xray, ${['images', 'size', 'seed'].map((key) => `${key}: ${of(phantom[key])}`)}}}\n${smallest}`;
    const withoutRanges = (text: string) =>
      JSON.stringify(readSpec(text).spec, (key, value: unknown) => (key === 'range' ? undefined : value));
    assert.notEqual(withoutRanges(left), 'null');
    assert.equal(withoutRanges(said), withoutRanges(left));
  });

  it('has a key for every value of a recipe', () => {
    assert.deepEqual(
      new Set(Object.keys(schema.$defs!.training!.properties!)),
      new Set(Object.keys(valuesOf(QUICK.classification)).map(kebabCase)),
    );
  });

  it('has the usual numbers of every schedule, loss and augmentation', () => {
    const { schedule, loss, augmentation } = schema.$defs!.training!.properties!;
    for (const [node, usual] of [
      [schedule, SCHEDULES],
      [loss, LOSSES],
      [augmentation, AUGMENTATIONS],
    ] as const) {
      const words = shapesOf(node!).flatMap((shape) => (shape.const === undefined ? [] : [shape.const]));
      assert.deepEqual(words.sort(), Object.keys(usual).sort());
      const maps = shapesOf(node!).flatMap(({ properties }) => (properties ? [properties] : []));
      for (const { kind, ...numbers } of Object.values(usual)) {
        const properties = maps.find((each) => each.kind?.const === kind) ?? { kind: {} };
        const stated = Object.entries(numbers).map(([name, number]) => [kebabCase(name), number ?? undefined]);
        const defaults = Object.entries(properties).map(([name, { default: number }]) => [name, number]);
        assert.deepEqual(Object.fromEntries(defaults.slice(1)), Object.fromEntries(stated), kind);
      }
    }
  });

  it('lets the reader read every word it allows', () => {
    const rest = 'tasks: [{name: a, layout: class-folders}]\ninitializations: [random]\n';
    const settings = {
      training: schema.$defs!.training!,
      network: schema.$defs!.network!,
      statistics: schema.$defs!.statistics!,
    };
    for (const [section, { properties = {} }] of Object.entries(settings)) {
      for (const [key, node] of Object.entries(properties)) {
        for (const { const: word } of shapesOf(node).filter((shape) => shape.const !== undefined)) {
          if (word === 'float32') continue; // what is not mixed; the spec leaves it out, so that ids stay
          if (word === 'soft-dice' || word === 'intensity-distortion-crop') continue; // for segmentation
          // Sides and references go together.
          const reference = word === 'reference' || word === 'greater' ? ', reference: random' : '';
          const { spec } = readSpec(`${section}: {${key}: ${String(word)}${reference}}\n${rest}`);
          assert(JSON.stringify(spec).includes(JSON.stringify(word)), `${section}.${key}: ${String(word)}`);
        }
      }
    }
  });
});
