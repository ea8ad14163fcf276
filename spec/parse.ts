import { type Document, LineCounter, parseDocument, type YAMLError } from 'yaml';
import type { Diagnostic, Fix, Range } from './diagnostic';

export interface Parsed {
  readonly document: Document;
  readonly lineCounter: LineCounter;
  readonly diagnostics: readonly Diagnostic[];
}

/** A file that is no YAML at all has an error at every character. */
const MOST_ERRORS = 50;

/** Reads YAML, keeping ranges and comments. Never throws: what cannot be read becomes a diagnostic, and the rest a document. */
export function parse(text: string): Parsed {
  const lineCounter = new LineCounter();
  // Keys that appear twice are found by the walk over the schema, which can say where the first one stands.
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false });
  const diagnostics = [
    ...document.errors.slice(0, MOST_ERRORS).map((error) => toDiagnostic(error, text, 'error')),
    ...document.warnings.slice(0, MOST_ERRORS).map((warning) => toDiagnostic(warning, text, 'warning')),
  ];
  return { document, lineCounter, diagnostics };
}

function toDiagnostic(error: YAMLError, text: string, severity: 'error' | 'warning'): Diagnostic {
  const range = visibleRange(error.pos, text);
  if (error.code === 'TAB_AS_INDENT') {
    return {
      code: 'yaml-syntax',
      severity,
      message: 'YAML does not allow tabs in indentation. Use two spaces for each level.',
      range,
      fixes: [blanksForTabs(text, range.start)],
    };
  }
  if (error.code === 'MULTIPLE_DOCS') {
    const message = 'A second document begins here, and a spec is one. Take out the line `---`.';
    return { code: 'yaml-syntax', severity, message, range: { start: range.start, end: range.start + 3 } };
  }
  return {
    code: 'yaml-syntax',
    severity,
    message: `${sentence(error.message)} ${REMEDIES[error.code] ?? ''}`.trim(),
    range,
  };
}

/** What to do about the errors that people meet most; the library's own sentences say only what it saw. */
const REMEDIES: { readonly [Code in YAMLError['code']]?: string } = {
  BAD_INDENT: 'Indent by two spaces a level, and close every bracket and quote.',
  BAD_SCALAR_START: 'Put the text in quotes.',
  BLOCK_AS_IMPLICIT_KEY:
    'Start the nested keys on a new line, two spaces further in; or quote the text if the colon is part of it.',
  BLOCK_IN_FLOW: 'Is a comma missing before it?',
  MISSING_CHAR: 'Put it in, or quote the text if the character is part of it.',
  MULTILINE_IMPLICIT_KEY: 'Is a colon missing, or a bracket or quote not closed?',
  TAG_RESOLVE_FAILED: 'Take it out: a spec has no tags.',
  UNEXPECTED_TOKEN: 'Is a bracket, a comma or a quote missing before it?',
};

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

/** At least one character wide, and inside the text where there is any. */
function visibleRange([start, end]: readonly [number, number], text: string): Range {
  const from = Math.min(start, Math.max(0, text.length - 1));
  return { start: from, end: Math.min(text.length, Math.max(end, from + 1)) };
}

function blanksForTabs(text: string, offset: number): Fix {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const indentation = /^[ \t]*/.exec(text.slice(start))![0];
  return {
    title: 'Indent with spaces',
    range: { start, end: start + indentation.length },
    newText: indentation.replaceAll('\t', '  '),
  };
}
