/** Follows one spec and its run store. Knows nothing of the editor: whoever listens redraws. */
import { existsSync, type FSWatcher, readFileSync, watch } from 'node:fs';
import { tableOfExperiment } from '../results/experiment-status';
import type { Table } from '../results/table';
import { readSpecText } from '../runner/open-spec';
import { isWorking, type RunnerStatus, readRunners } from '../runner/store/runner-record';
import { StoreFolder } from '../runner/store/store-folder';
import { type Experiment, StoreReader } from '../runner/store/store-reader';
import { makePlan } from '../spec/plan';
import type { Spec } from '../spec/spec';

/** How often to look while a runner works, and while none does: events of file systems get lost, above all on shared ones. */
const BUSY_MS = 400;
const IDLE_MS = 2_000;

export interface Observation {
  /** Absolute path of the spec. */
  readonly file: string;
  readonly text: string;
  readonly spec: Spec;
  readonly experiment: Experiment;
  readonly table: Table;
  /** The latest runner of this spec, one at work before others; null before the first. */
  readonly runner: RunnerStatus | null;
  /** The runners at work on it. */
  readonly working: readonly RunnerStatus[];
  readonly running: boolean;
}

export class ExperimentWatch {
  readonly file: string;
  readonly store: StoreFolder;
  readonly #reader: StoreReader;
  readonly #listeners = new Set<(now: Observation) => void>();
  #timer: NodeJS.Timeout | null = null;
  #watcher: FSWatcher | null = null;
  #latest: Observation | null = null;
  #fingerprint = '';

  constructor(file: string) {
    this.file = file;
    this.store = StoreFolder.beside(file);
    this.#reader = new StoreReader(this.store);
    this.look();
  }

  /** What was seen last; null while the spec has errors that were there from the start. */
  get latest(): Observation | null {
    return this.#latest;
  }

  onChange(listener: (now: Observation) => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Looks at spec and store now, tells the listeners what changed, and plans the next look. */
  look(): void {
    this.#schedule();
    const now = this.#observe();
    if (!now) return;
    const fingerprint = fingerprintOf(now);
    this.#latest = now;
    if (fingerprint === this.#fingerprint) return;
    this.#fingerprint = fingerprint;
    for (const listener of this.#listeners) listener(now);
  }

  dispose(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#watcher?.close();
    this.#listeners.clear();
  }

  #observe(): Observation | null {
    try {
      const text = readFileSync(this.file, 'utf8');
      const known = this.#latest?.text === text ? this.#latest : null;
      const spec = known?.spec ?? readSpecText(text, this.file).spec ?? this.#latest?.spec;
      if (!spec) return null;
      const plan = known?.experiment.plan ?? makePlan(spec);
      const experiment = this.#reader.experiment(plan);
      const runners = readRunners(this.store).filter(({ spec }) => spec === this.file);
      const working = runners.filter(isWorking);
      return {
        file: this.file,
        text,
        spec,
        experiment,
        table: tableOfExperiment(experiment, spec.statistics),
        runner: working.at(-1) ?? runners.at(-1) ?? null,
        working,
        running: working.length > 0,
      };
    } catch {
      // The spec is being renamed or the store is being made: the next look sees more.
      return null;
    }
  }

  #schedule(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.look(), this.#latest?.running ? BUSY_MS : IDLE_MS);
    if (!this.#watcher && existsSync(this.store.runners)) {
      this.#watcher = watch(this.store.runners, () => this.#soon());
      this.#watcher.on('error', () => this.#watcher?.close());
    }
  }

  #soon(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.look(), 50);
  }
}

/** Equal when nothing that is shown has changed. */
function fingerprintOf({ text, experiment, runner, running }: Observation): string {
  const runs = [...experiment.pretraining, ...experiment.cells].map(
    ({ state, record }) => `${state}${record.changedAt}`,
  );
  return JSON.stringify([text, runs, runner?.nonce, runner?.header, runner?.preparing, running]);
}
