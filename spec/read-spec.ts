import type { Document, LineCounter } from 'yaml';
import { buildSpec, titleOf } from './build-spec';
import type { Diagnostic } from './diagnostic';
import { parse } from './parse';
import { type PathOptions, Places } from './paths';
import { readSyntax } from './read-syntax';
import { resolveTask } from './resolve-task';
import { notApplicable } from './rules/not-applicable';
import type { RuleContext } from './rules/rule';
import { RULES } from './rules/rules';
import { runsReachAlpha } from './rules/runs-reach-alpha';
import { testImagesSeen } from './rules/test-images-seen';
import { Scope } from './scope';
import type { Spec } from './spec';
import { validateSchema } from './validate-schema';

export interface ReadSpecOptions extends PathOptions {
  /** Whether a file or folder exists, by absolute path. Without it, paths are not looked at. */
  readonly fileExists?: (path: string) => boolean;
}

export interface SpecReading {
  readonly text: string;
  readonly document: Document;
  readonly lineCounter: LineCounter;
  /** null as long as there is an error among the diagnostics. */
  readonly spec: Spec | null;
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a spec as far as it can be read. Never throws, however the text is broken. */
export function readSpec(text: string, options: ReadSpecOptions = {}): SpecReading {
  const { document, lineCounter, diagnostics: syntaxErrors } = parse(text);
  const scope = new Scope(readSyntax(document), new Places(options));
  const tasks = scope.syntax.tasks.map((task) => resolveTask(task, scope));
  const context: RuleContext = { text, scope, tasks, fileExists: options.fileExists ?? null };
  const found = [...syntaxErrors, ...validateSchema(document, text), ...RULES.flatMap((rule) => rule(context))];

  const isSound = found.every(({ severity }) => severity !== 'error');
  const fileExists = options.fileExists ?? (() => false);
  const spec = isSound ? buildSpec(scope, { tasks, fallbackName: titleOf(options.path), fileExists }) : null;
  if (spec !== null) found.push(...notApplicable(spec), ...testImagesSeen(spec), ...runsReachAlpha(spec, scope.syntax));
  return { text, document, lineCounter, spec, diagnostics: inOrder(found) };
}

/** YAML reports some errors once for every bracket that they leave open; one of each is enough. */
function inOrder(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const once = new Map(found.map((each) => [`${each.range.start} ${each.code} ${each.message}`, each]));
  return [...once.values()].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}
