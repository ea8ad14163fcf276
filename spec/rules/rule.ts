import type { Diagnostic } from '../diagnostic';
import type { ResolvedTask } from '../resolve-task';
import type { Scope } from '../scope';

/** What the rules look at: the spec with its names looked up. */
export interface RuleContext {
  readonly text: string;
  readonly scope: Scope;
  readonly tasks: readonly ResolvedTask[];
  /** Whether a file or folder exists, by absolute path; null: this machine's files are not looked at. */
  readonly fileExists: ((path: string) => boolean) | null;
}

/** One thing that can be wrong with a spec although every key and value is well-formed. Never throws. */
export type Rule = (context: RuleContext) => readonly Diagnostic[];
