/** What is wrong with a dataset, as a person can mend it. */

/**
 * `missing`: a folder, table or image that is not there. `column`: a table without a named column. `table`: a table that cannot be read.
 * `label`: a label that is no label. `group`: a file whose group cannot be told. `mask`: no mask, or one of another size.
 * `image`: unreadable, truncated or of a kind that is not read. `classes`: too few classes. `part`: a class or a whole part too small,
 * or an image in two parts. `row`: an image that no row of the table names. `layout`: settings that fit no folder.
 */
export type DataProblemCode =
  | 'missing'
  | 'column'
  | 'table'
  | 'label'
  | 'group'
  | 'mask'
  | 'image'
  | 'classes'
  | 'part'
  | 'row'
  | 'layout';

export interface DataProblem {
  readonly code: DataProblemCode;
  /** The file or folder to look at. */
  readonly file: string;
  /** What is wrong and what to do, with the place in it. */
  readonly message: string;
  /** What is lost by it: one example, which the spec may ask to leave out, or the whole dataset. */
  readonly costs: 'example' | 'dataset';
  /** Tells the image that is lost by it from others, by its name or its row; null: none, or one that another problem names. */
  readonly example: string | null;
}

/** Problems that are told one by one to a person. */
const SHOWN = 20;

/** Every problem found in one go. The message has a line for some twenty, and says where the others are told. */
export class DataError extends Error {
  override readonly name = 'DataError';
  readonly problems: readonly DataProblem[];

  /** @param problems at least one. */
  constructor(problems: readonly DataProblem[]) {
    const shown = firstOfEachKind(problems);
    const lines = shown.map(({ message }) => message);
    const hidden = problems.length - shown.length;
    if (hidden > 0) lines.push(`… and ${hidden} more like these, which \`warmstart data check --deep --json\` lists.`);
    if (problems.every(({ costs }) => costs === 'example'))
      lines.push('To go on without these images, write `on-problem: leave-out` where the spec names the dataset.');
    super(lines.join('\n'));
    this.problems = problems;
  }
}

/** The first problem of each image that is lost. */
export function lostImages(problems: readonly DataProblem[]): readonly DataProblem[] {
  const lost = new Map<string, DataProblem>();
  for (const problem of problems) {
    if (problem.example !== null && !lost.has(problem.example)) lost.set(problem.example, problem);
  }
  return [...lost.values()];
}

/** Some of many, of each kind the first ones; those that cost the whole dataset come first. */
export function firstOfEachKind(problems: readonly DataProblem[], some = SHOWN): readonly DataProblem[] {
  if (problems.length <= some) return problems;
  const kindOf = ({ costs, code }: DataProblem) => `${costs} ${code}`;
  const each = Math.ceil(some / new Set(problems.map(kindOf)).size);
  const counts = new Map<string, number>();
  const shown = problems.filter((problem) => {
    const count = counts.get(kindOf(problem)) ?? 0;
    counts.set(kindOf(problem), count + 1);
    return count < each;
  });
  return shown.sort((a, b) => Number(b.costs === 'dataset') - Number(a.costs === 'dataset'));
}

/** Collects problems on the way, so that a person sees all of them at once. */
export class ProblemList {
  readonly #problems: DataProblem[] = [];

  get all(): readonly DataProblem[] {
    return this.#problems;
  }

  /** A problem that costs the whole dataset. */
  add(code: DataProblemCode, file: string, message: string): void {
    this.#problems.push({ code, file, message, costs: 'dataset', example: null });
  }

  /** A problem of one example, which is not used. */
  addToExample(code: DataProblemCode, file: string, message: string, example: string | null = file): void {
    this.#problems.push({ code, file, message, costs: 'example', example });
  }
}
