import { whyNotApplicable } from '../ancestry';
import type { Diagnostic } from '../diagnostic';
import { problem } from '../problem';
import type { Spec } from '../spec';

/** Cells that the plan leaves out, said at the initialization they belong to. Looks at the finished spec, which knows every ancestor. */
export function notApplicable(spec: Spec): readonly Diagnostic[] {
  return spec.initializations.flatMap((initialization) =>
    spec.tasks.flatMap((task) => {
      const why = whyNotApplicable(initialization, task.dataset, spec);
      if (why === null) return [];
      const message = `Not applicable to ${task.name}: ${why} Its cell shows —.`;
      return [problem('not-applicable', message, initialization.range, { severity: 'information' })];
    }),
  );
}
