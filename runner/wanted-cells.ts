import type { Cell, Plan } from '../spec/cell';

/** Cells to run: those that apply, and whose `task/initialization/run` matches the glob where one is given. */
export function wantedCells(plan: Plan, only: string | null): readonly Cell[] {
  const cells = plan.cells.filter(({ notApplicable }) => notApplicable === null);
  if (only === null) return cells;
  const pattern = patternOf(only);
  return cells.filter(({ task, initialization, run }) => pattern.test(`${task}/${initialization}/${run}`));
}

/** `*` stands for anything, `?` for one character; a glob without a slash names a task. */
function patternOf(glob: string): RegExp {
  const source = (glob.includes('/') ? glob : `${glob}/*`)
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}
