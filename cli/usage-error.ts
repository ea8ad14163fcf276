/** The command line is wrong: exit code 2, with the sentence and a hint to `warmstart help`. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
