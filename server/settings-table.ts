/** The recipe a task is trained with, value by value, and where each value comes from. */
import type { Document } from 'yaml';
import { findCatalogTask } from '../catalog/tasks';
import { kebabCase } from '../spec/kebab-case';
import { trainingInFull } from '../spec/resolve-training';
import type { Task } from '../spec/spec';
import { type ProtocolValue, protocolOf, protocolValues, shownValue } from './protocol-values';

export interface Setting {
  /** As the spec writes it. */
  readonly key: string;
  readonly value: unknown;
  /** Which part of the spec gives the value; null where the protocol does. */
  readonly source: 'this task' | 'this spec' | null;
  /** The protocol's own. */
  readonly protocol: ProtocolValue;
}

/** Settings of the network and of the training of the task at `index` of the spec's list, by the keys of the spec. */
export function settingsOf(task: Task, index: number, document: Document): readonly Setting[] {
  const protocol = protocolOf(document);
  if (protocol === null) return [];
  const code = findCatalogTask(task.name)?.name ?? null;
  const values = Object.entries({ ...task.network, ...trainingInFull(task.training, task.kind) });
  const inForce = new Map(values.map(([property, value]) => [kebabCase(property), value]));
  return protocolValues(protocol, { kind: task.kind, code }).map((own) => ({
    key: own.key,
    value: inForce.get(own.key),
    source: sourceOf(document, index, own.key),
    protocol: own,
  }));
}

/** The protocol is named once, above its reasons; what the spec sets itself is bold. */
export function settingsTable(settings: readonly Setting[], document: Document): string {
  const rows = settings.map(({ key, value, source, protocol }) =>
    source
      ? `| ${key} | **${shownValue(value)}** | ${source}; protocol: ${shownValue(protocol.value)} |`
      : `| ${key} | ${shownValue(value)} | ${protocol.because} |`,
  );
  const head = `| setting | value | why (protocol ${protocolOf(document)?.name}) |`;
  return [head, '|:--|:--|:--|', ...rows].join('\n');
}

function sourceOf(document: Document, index: number, key: string): Setting['source'] {
  const section = key === 'encoder' || key === 'width' ? 'network' : 'training';
  if (document.hasIn(['tasks', index, section, key])) return 'this task';
  return document.hasIn([section, key]) ? 'this spec' : null;
}
