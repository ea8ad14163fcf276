import { existsSync } from 'node:fs';
import path from 'node:path';
import { openSpec } from '../runner/open-spec';
import { StoreFolder } from '../runner/store/store-folder';
import type { Plan } from '../spec/cell';
import { makePlan } from '../spec/plan';
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

/** Reads the spec a command is about. @throws SpecError when it is not there or has errors */
export function openExperiment(file: string, values: { store?: string; data?: string[] }): OpenExperiment {
  const data = dataFolders(values.data);
  if (!existsSync(file))
    throw new SpecError(
      `${file} is not there. Give the path of a spec, for instance examples/quickstart.warmstart.yaml.`,
    );
  const { text, spec, diagnostics } = openSpec(file, data);
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
