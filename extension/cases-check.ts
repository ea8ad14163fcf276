import { isDifference } from '../results/marks';
import type { Table } from '../results/table';
import { commandLine } from './command-line';
import type { ExperimentWatch } from './experiment-watch';

/** What the test cases say of the differences of a task. */
export interface CasesVerdict {
  readonly task: string;
  readonly verdict: readonly string[];
}

/** Asks the command line, the bundle `cli`. Both are built together, so that its answer is not checked again. */
export async function askOverCases(
  { file, store }: Pick<ExperimentWatch, 'file' | 'store'>,
  cli: string,
): Promise<readonly CasesVerdict[]> {
  return JSON.parse(await commandLine(cli, ['score', file, '--store', store.root, '--json']));
}

/** Asks, once for each table that stands still, whether its differences hold over other test cases, too: reading predictions takes seconds. */
export class CasesCheck {
  readonly #ask: () => Promise<readonly CasesVerdict[]>;
  readonly #answered: () => void;
  #asked = '';
  #answer: readonly CasesVerdict[] = [];

  /** `answered`: called when `of` knows more. */
  constructor(ask: () => Promise<readonly CasesVerdict[]>, answered: () => void) {
    this.#ask = ask;
    this.#answered = answered;
  }

  /** Sentences on the task; none while a runner works, where no difference is shown, and before the answer is there. */
  of(task: string, { table, running }: { readonly table: Table; readonly running: boolean }): readonly string[] {
    const different = table.cells.filter(({ mark }) => isDifference(mark)).map((cell) => cell.task);
    if (running || different.length === 0) return [];
    const wanted = JSON.stringify([table.cells, table.statistics]);
    if (wanted !== this.#asked) void this.#begin(wanted, different);
    return this.#answer.flatMap((each) => (each.task === task ? each.verdict : []));
  }

  async #begin(wanted: string, different: readonly string[]): Promise<void> {
    [this.#asked, this.#answer] = [wanted, []];
    const answer = await this.#ask().catch((error: Error) => {
      const verdict = [`Whether this holds over other test images, too, could not be found out: ${error.message}`];
      return [...new Set(different)].map((task) => ({ task, verdict }));
    });
    // The table has changed meanwhile, and with it the question.
    if (wanted !== this.#asked) return;
    this.#answer = answer;
    this.#answered();
  }
}
