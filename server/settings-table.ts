/** The recipe a task is trained with, value by value, and where each value comes from. */
import type { Document } from 'yaml';
import type { Protocol } from '../catalog/protocol';
import { findProtocol } from '../catalog/protocols';
import type { Recipe } from '../catalog/recipe';
import { schema } from '../spec/schema';
import type { Schedule, Task } from '../spec/spec';

export interface Setting {
  /** As the spec writes it. */
  readonly key: string;
  readonly value: string;
  readonly origin: string;
}

/** Settings of the network and of the training of the task at `index` of the spec's list, by the keys of the spec. */
export function settingsOf(task: Task, index: number, document: Document): readonly Setting[] {
  const protocol = protocolOf(document);
  const reasons = protocol === null ? new Map<string, string>() : reasonsOf(protocol, task);
  const section = (name: 'network' | 'training', values: object): Setting[] =>
    Object.entries(values).map(([property, value]) => {
      const key = kebabCase(property);
      const origin = originOf(document, index, name, key) ?? `protocol ${protocol?.name}: ${reasons.get(property)}`;
      return { key, value: shown(value), origin };
    });
  return [...section('network', task.network), ...section('training', task.training)];
}

function reasonsOf(protocol: Protocol, task: Task): ReadonlyMap<string, string> {
  const recipe: Recipe = { ...protocol[task.kind], ...protocol.tasks[task.name] };
  return new Map([
    ['encoder', protocol.encoder.because],
    ['width', protocol.width.because],
    ...Object.entries(recipe).map(([property, { because }]) => [property, because] as const),
  ]);
}

export function settingsTable(settings: readonly Setting[]): string {
  const rows = settings.map(({ key, value, origin }) => `| ${key} | ${value} | ${origin} |`);
  return ['| setting | value | from |', '|---|---|---|', ...rows].join('\n');
}

function protocolOf(document: Document): Protocol | null {
  const named = document.get('protocol') ?? schema.properties?.protocol?.default;
  return typeof named === 'string' ? findProtocol(named) : null;
}

/** Which part of the spec gives the value; null where the protocol does. */
function originOf(document: Document, index: number, section: string, key: string): string | null {
  if (document.hasIn(['tasks', index, section, key])) return 'this task';
  return document.hasIn([section, key]) ? 'this spec' : null;
}

function shown(value: unknown): string {
  if (value === null) return 'never';
  return typeof value === 'object' ? schedule(value as Schedule) : String(value);
}

function schedule(value: Schedule): string {
  switch (value.kind) {
    case 'constant':
      return 'constant';
    case 'plateau':
      return `plateau (factor ${value.factor}, patience ${value.patience}, threshold ${value.threshold})`;
    case 'cosine':
      return `cosine over ${value.epochs} epochs`;
  }
}

function kebabCase(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
