/** What is wrong with a spec: a closed set of codes, a sentence that says what to do, and a place. */

/** Half-open range of character offsets into the spec's text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type Severity = 'error' | 'warning' | 'information';

/** Every code a spec can be given. docs/diagnostics.md has a section for each. */
export const DIAGNOSTIC_CODES = [
  'yaml-syntax',
  'duplicate-key',
  'unknown-key',
  'missing-key',
  'wrong-type',
  'not-allowed',
  'out-of-range',
  'unknown-task',
  'unknown-initialization',
  'unknown-dataset',
  'unknown-protocol',
  'duplicate-name',
  'missing-path',
  'pretrain-cycle',
  'not-applicable',
  'test-images-seen',
  'runs-cannot-reach-alpha',
  'checkpoint-mismatch',
] as const;

export type DiagnosticCode = (typeof DIAGNOSTIC_CODES)[number];

/** A text edit that mends a diagnostic, offered as a quick fix. */
export interface Fix {
  readonly title: string;
  readonly range: Range;
  readonly newText: string;
}

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** One or two sentences: what is wrong, and what to do. */
  readonly message: string;
  readonly range: Range;
  readonly fixes?: readonly Fix[];
}
