/** The recipe a task is trained with, value by value, and where each value comes from. */
import type { Document } from 'yaml';
import type { Schedule, Task } from '../spec/spec';

export interface Setting {
  /** As the spec writes it. */
  readonly key: string;
  readonly value: string;
  readonly origin: string;
}

/** Settings of the network and of training of the task at `index` of the spec's list, by the keys of the spec. */
export function settingsOf(task: Task, index: number, document: Document): readonly Setting[] {
  const section = (name: 'network' | 'training', values: object): Setting[] =>
    Object.entries(values).map(([property, value]) => {
      const key = kebabCase(property);
      return { key, value: shown(value), origin: originOf(document, index, name, key) };
    });
  return [...section('network', task.network), ...section('training', task.training)];
}

export function settingsTable(settings: readonly Setting[]): string {
  const rows = settings.map(({ key, value, origin }) => `| ${key} | ${value} | ${origin} |`);
  return ['| setting | value | from |', '|---|---|---|', ...rows].join('\n');
}

function originOf(document: Document, index: number, section: string, key: string): string {
  if (document.hasIn(['tasks', index, section, key])) return 'this task';
  if (document.hasIn([section, key])) return 'this spec';
  const protocol = document.get('protocol');
  return typeof protocol === 'string' ? `protocol ${protocol}` : 'the default protocol';
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
