import type { RunLengths } from './run-lengths';

/** What the mask of an example is made from. */
export type MaskSource =
  /** Absolute path; values above half of the maximum are foreground. */
  | { readonly kind: 'file'; readonly file: string }
  /** Absolute paths; foreground of any of them. */
  | { readonly kind: 'union'; readonly files: readonly string[] }
  /** Foreground of any list of runs; none: an empty mask. `place`: file and lines that they were read from, for messages. */
  | { readonly kind: 'runs'; readonly runs: readonly RunLengths[]; readonly place: string };

/** The files that a mask is read from, beside its dataset's table. */
export function maskFiles(mask: MaskSource | null): readonly string[] {
  switch (mask?.kind) {
    case 'file':
      return [mask.file];
    case 'union':
      return mask.files;
    default:
      return [];
  }
}
