import { statSync } from 'node:fs';
import path from 'node:path';
import { openSpec } from '../runner/open-spec';
import { StoreFolder } from '../runner/store/store-folder';
import type { Plan } from '../spec/cell';
import { makePlan } from '../spec/plan';
import type { SpecReading } from '../spec/read-spec';
import type { Spec } from '../spec/spec';
import { dataFolders } from './arguments';
import { diagnosticLines } from './diagnostic-lines';

export interface OpenExperiment {
  /** As given on the command line. */
  readonly file: string;
  readonly text: string;
  readonly spec: Spec;
  readonly plan: Plan;
  readonly store: StoreFolder;
}

/** The spec has errors; the message has a line for each. */
export class SpecError extends Error {
  override readonly name = 'SpecError';
}

/** A spec file, and what is wrong with it. @throws SpecError when it is not there, UsageError for data that are no NAME=DIR */
export function readSpecFile(file: string, data?: readonly string[]): SpecReading {
  const folders = dataFolders(data);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new SpecError(
      `${file} is no file. Give the path of a spec, for instance examples/quickstart.warmstart.yaml.`,
    );
  }
  return openSpec(file, folders);
}

/** The experiment a command is about. @throws SpecError when its spec is not there or has errors */
export function openExperiment(file: string, values: { store?: string; data?: string[] }): OpenExperiment {
  const { text, spec, diagnostics } = readSpecFile(file, values.data);
  if (!spec)
    throw new SpecError(
      diagnosticLines(
        file,
        text,
        diagnostics.filter(({ severity }) => severity === 'error'),
      ).join('\n'),
    );
  const store = values.store === undefined ? StoreFolder.beside(file) : new StoreFolder(path.resolve(values.store));
  return { file, text, spec, plan: makePlan(spec), store };
}
