import assert from 'node:assert/strict';
import { type RunsFormat, readRuns } from '../../../results/elsewhere/read-runs';
import { tableOfRuns } from '../../../results/elsewhere/table-of-runs';
import { STATISTICS, tableOf } from '../experiment';

/** As a reader of CSV files gives them, for texts without quotes. */
function parseTable(text: string) {
  const [columns = [], ...records] = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/[,;]/));
  const rows = records.map((record, index) => ({
    line: index + 2,
    cells: Object.fromEntries(columns.map((name, at) => [name, record[at] ?? ''])),
  }));
  return { columns, rows };
}

const read = (text: string, format: Partial<RunsFormat> = {}) =>
  readRuns(parseTable(text), { columns: {}, scale: 'share', ...format });

const mistakes = (text: string, format?: Partial<RunsFormat>) => {
  const { runs, mistakes } = read(text, format);
  assert.deepEqual(runs, []);
  return mistakes.map(({ line, message }) => `${line} ${message}`);
};

const HEADING = 'task,initialization,run,value\n';

describe('runs recorded elsewhere', () => {
  it('make the table that the same scores make here', () => {
    const scores = { random: [0.70125, 0.71375, 0.69875], upstream: [0.84, 0.845, 0.8375] };
    const rows = Object.entries(scores).flatMap(([name, values]) =>
      values.map((value, index) => `nodules,${name},${index + 1},${value},auc`),
    );
    const { runs } = read(`task,initialization,run,value,metric\n${rows.join('\n')}\n`);
    const own = tableOf({ nodules: { metric: 'auc', scores } });
    const made = tableOfRuns('Small study', runs, STATISTICS);
    assert.deepEqual(made, { ...own, problems: [] });
  });

  it('may have other names for columns, percent, and names for runs', () => {
    const { runs } = read('Name;params.init;Task;metrics.auc\nblue;a;T;84.5\nred;a;T;85\nblue;b;T;80\n', {
      columns: { run: 'Name', initialization: 'params.init', task: 'Task', value: 'metrics.auc' },
      scale: 'percent',
    });
    assert.deepEqual(
      runs.map(({ initialization, run, value }) => [initialization, run, value]),
      [
        ['a', 1, 0.845],
        ['a', 2, 0.85],
        ['b', 1, 0.8],
      ],
    );
  });

  it('are refused with the line of each mistake', () => {
    assert.deepEqual(mistakes(`${HEADING}T,a,1,0.8\nT,a,2,NaN\nT,a,3,1.2\nT,a,1,0.9\nT,,5,0.9\nT,a,6,inf\n`), [
      '3 "NaN" is no number. Leave the run out, and say so beside the table.',
      '4 1.2 lies outside 0 to 1. If the values are percent, add --scale percent.',
      '5 Run 1 of T from a is already on line 2. Keep one of the two.',
      '6 Nothing stands under "initialization".',
      '7 "inf" is no number. Leave the run out, and say so beside the table.',
    ]);
  });

  it('are refused where a column is missing, with the columns that there are', () => {
    assert.match(
      mistakes('Task,init,seed,auc\nT,a,1,0.8\n', { columns: { task: 'Task' } })[0]!,
      /^1 .*"initialization", "run", "value".*"Task", "init", "seed", "auc"/,
    );
  });

  it('of different splits are not pooled', () => {
    const { runs } = read(
      `task,initialization,run,value,split\nT,a,1,0.8,old\nT,a,2,0.8,old\nT,b,1,0.9,new\nU,a,1,0.5,x\n`,
    );
    const table = tableOfRuns('x', runs, STATISTICS);
    assert.deepEqual(
      table.cells.map(({ task, initialization, state }) => `${task} ${initialization} ${state}`),
      ['T a failed', 'T b failed', 'U a complete', 'U b empty'],
    );
    assert.match(table.problems![0]!.message, /2 on old, 1 on new/);
  });
});
