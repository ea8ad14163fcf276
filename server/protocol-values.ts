/** What a protocol sets, value by value, by the keys of the spec. */
import type { Document } from 'yaml';
import type { Protocol } from '../catalog/protocol';
import { findProtocol } from '../catalog/protocols';
import type { Recipe } from '../catalog/recipe';
import { canvasSide } from '../spec/canvas-side';
import { kebabCase } from '../spec/kebab-case';
import { schema } from '../spec/schema';
import { settingText } from '../spec/setting-text';

/** What a protocol has recipes for, and what readers call it. */
const USES = { classification: 'classification', segmentation: 'segmentation', pretraining: 'pre-training' } as const;

/** `code`: of a task of the catalog, which may differ from others of its kind. */
export interface Use {
  readonly kind: keyof typeof USES;
  readonly code: string | null;
}

export function protocolOf(document: Document): Protocol | null {
  const named = document.get('protocol') ?? schema.properties?.protocol?.default;
  return typeof named === 'string' ? findProtocol(named) : null;
}

export interface ProtocolValue {
  /** As the spec writes it. */
  readonly key: string;
  readonly value: unknown;
  readonly because: string;
}

export function protocolValues(protocol: Protocol, { kind, code }: Use): readonly ProtocolValue[] {
  const { encoder, width } = protocol;
  const recipe: Recipe = { ...protocol[kind], ...(code === null ? {} : protocol.tasks[code]) };
  const task = kind === 'segmentation' ? kind : 'classification';
  const resize = canvasSide(task, { imageSize: recipe.imageSize.value, resize: recipe.resize.value });
  return Object.entries({ encoder, width, ...recipe, resize: { ...recipe.resize, value: resize } }).map(
    ([property, stated]) => ({ key: kebabCase(property), ...stated }),
  );
}

/** Every value, and every number of those that have some, for each use; then what tasks of the catalog have otherwise. */
export function protocolTable(protocol: Protocol): string {
  const columns = (Object.keys(USES) as Use['kind'][]).map((kind) => protocolValues(protocol, { kind, code: null }));
  const rows = columns[0]!.flatMap((_, index) => {
    const cells = columns.map((column) => new Map(cellsOf(column[index]!)));
    const names = new Set(cells.flatMap((each) => [...each.keys()]));
    return [...names].map((name) => `| ${name} | ${cells.map((each) => each.get(name) ?? '').join(' | ')} |`);
  });
  const tasks = Object.entries(protocol.tasks).map(([code, recipe]) => {
    const others = Object.entries(recipe).map(([name, { value }]) => `${kebabCase(name)} \`${settingText(value)}\``);
    return `For ${code}: ${others.join(', ')}.`;
  });
  const head = `| | ${Object.values(USES).join(' | ')} |\n|:--|:--|:--|:--|`;
  return [[head, ...rows].join('\n'), ...tasks].join('\n\n');
}

/** `plateau` and its numbers, each in a row of its own. */
function cellsOf({ key, value }: ProtocolValue): (readonly [name: string, text: string])[] {
  if (typeof value !== 'object' || value === null) return [[key, shownValue(value)]];
  const { kind, ...numbers } = value as { readonly kind: string };
  const named = Object.entries(numbers).map(([name, number]) => [`${key}: ${kebabCase(name)}`, shownNumber(number)]);
  return [[key, kind], ...(named as [string, string][])];
}

/** As settings are shown; null is `never`, which only early stopping can be. */
export function shownValue(value: unknown): string {
  return value === null ? 'never' : settingText(value);
}

/** Of a schedule: null is the length of the training. */
function shownNumber(number: unknown): string {
  return number === null ? 'all' : settingText(number);
}

/** The protocol's own value of a key, and of a number below it, with its reason: a line for each value that it has. */
export function protocolLines(protocol: Protocol, key: string, inner: string | null, uses: readonly Use[]): string[] {
  const users = new Map<string, string[]>();
  for (const use of uses) {
    const found = protocolValues(protocol, use).find((each) => each.key === key);
    if (!found) continue;
    const number = inner === null ? undefined : new Map(cellsOf(found)).get(`${key}: ${inner}`);
    const line = `\`${number ?? shownValue(found.value)}\`. ${found.because}`;
    const user = use.code ?? USES[use.kind];
    users.set(line, [...(users.get(line) ?? []), user]);
  }
  return [...users].map(([line, names]) => `Protocol ${protocol.name} for ${[...new Set(names)].join(', ')}: ${line}`);
}
