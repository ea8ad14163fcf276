/** What two specs do differently, in words. */
import type { Cell, Plan, TrainingJob } from '../../spec/cell';
import type { Spec } from '../../spec/spec';
import { groupBy } from '../group-by';
import { type FlatSetting, flatten } from './flatten';

export interface Side {
  readonly spec: Spec;
  readonly plan: Plan;
}

export interface ProtocolChange {
  readonly setting: string;
  readonly from: string;
  readonly to: string;
  /** `everywhere`; tasks; or `initialization on task`, where not the whole task is concerned. */
  readonly where: readonly string[];
}

export interface ProtocolDiff {
  readonly changes: readonly ProtocolChange[];
  /** Tasks and initializations that one of the two leaves out. */
  readonly onlyInA: readonly string[];
  readonly onlyInB: readonly string[];
}

interface Found extends FlatSetting {
  readonly to: string;
  readonly task: string;
  readonly initialization: string;
}

const ABSENT = 'none';

export function diffProtocols(a: Side, b: Side): ProtocolDiff {
  const [cellsA, cellsB] = [firstRuns(a.plan), firstRuns(b.plan)];
  const shared = [...cellsA.keys()].filter((place) => cellsB.has(place));
  const found = shared.flatMap((place) => {
    const [from, to] = [cellsA.get(place)!, cellsB.get(place)!];
    const { task, initialization } = from;
    return compare(jobSettings(from.job), jobSettings(to.job)).map((change) => ({ ...change, task, initialization }));
  });
  const names = ({ plan: { cells } }: Side) => [
    ...new Set([
      ...cells.map(({ task }) => `task ${task}`),
      ...cells.map((cell) => `initialization ${cell.initialization}`),
    ]),
  ];
  return {
    changes: [
      ...grouped(
        found,
        shared.map((place) => cellsA.get(place)!),
      ),
      ...pretrainingChanges(a.plan, b.plan),
      ...compare(flatten(a.spec.statistics), flatten(b.spec.statistics)).map(named('statistics')),
      ...compare([{ name: 'runs', value: String(a.spec.runs) }], [{ name: 'runs', value: String(b.spec.runs) }]).map(
        named('everywhere'),
      ),
      ...compare([{ name: 'seed', value: String(a.spec.seed) }], [{ name: 'seed', value: String(b.spec.seed) }]).map(
        named('everywhere'),
      ),
    ],
    onlyInA: names(a).filter((name) => !names(b).includes(name)),
    onlyInB: names(b).filter((name) => !names(a).includes(name)),
  };
}

/** The first run of each task x initialization. */
function firstRuns({ cells }: Plan): ReadonlyMap<string, Cell> {
  return new Map(
    cells.filter(({ run }) => run === 1).map((cell) => [JSON.stringify([cell.task, cell.initialization]), cell]),
  );
}

/** Everything that determines a result but the seed; pre-training is compared by itself. */
function jobSettings({ seed: _seed, format: _format, initialization, ...job }: TrainingJob): FlatSetting[] {
  const start = initialization.source === 'pretrain' ? { source: 'pretrain' } : initialization;
  return flatten({ ...job, initialization: start }, ['training']);
}

function compare(from: readonly FlatSetting[], to: readonly FlatSetting[]): (FlatSetting & { to: string })[] {
  const [before, after] = [from, to].map((settings) => new Map(settings.map(({ name, value }) => [name, value])));
  return [...new Set([...before!.keys(), ...after!.keys()])].flatMap((name) => {
    const [value, then] = [before!.get(name) ?? ABSENT, after!.get(name) ?? ABSENT];
    return value === then ? [] : [{ name, value, to: then }];
  });
}

/** The same change in many places is said once. */
function grouped(found: readonly Found[], shared: readonly Cell[]): ProtocolChange[] {
  const ofTask = groupBy(shared, ({ task }) => task);
  return [...groupBy(found, ({ name, value, to }) => JSON.stringify([name, value, to])).values()].map((same) => {
    const { name, value, to } = same[0]!;
    const where = [...groupBy(same, ({ task }) => task)].flatMap(([task, own]) =>
      own.length === ofTask.get(task)!.length
        ? [task]
        : own.map(({ initialization }) => `${initialization} on ${task}`),
    );
    return { setting: name, from: value, to, where: same.length === shared.length ? ['everywhere'] : where };
  });
}

function pretrainingChanges(a: Plan, b: Plan): ProtocolChange[] {
  const after = new Map(b.pretraining.map(({ initialization, job }) => [initialization, job]));
  return a.pretraining.flatMap(({ initialization, job }) => {
    const other = after.get(initialization);
    if (other === undefined) return [];
    return compare(jobSettings(job), jobSettings(other)).map(named(`pre-training of ${initialization}`));
  });
}

function named(where: string) {
  return ({ name, value, to }: FlatSetting & { to: string }): ProtocolChange => ({
    setting: name,
    from: value,
    to,
    where: [where],
  });
}
