import { printable } from './printable';

/**
 * `not-found`: no such file. `unreadable`: it cannot be opened. `other-kind`: a file of another kind. `corrupt`: its parts do not fit
 * together. `refused`: it asks for code to be run. `whole-module`: a pickled network or a TorchScript archive instead of its weights.
 * `unsupported`: numbers of a kind that is not read, or more than is read. `no-encoder`: no ResNet encoder among its names.
 * `other-file`: it goes by the name of an official file and is another.
 */
export type WeightsErrorCode =
  | 'not-found'
  | 'unreadable'
  | 'other-kind'
  | 'corrupt'
  | 'refused'
  | 'whole-module'
  | 'unsupported'
  | 'no-encoder'
  | 'other-file';

/** The first of some names, and how many more there are. */
export function named(names: readonly string[], most = 3): string {
  return names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ');
}

/** A weight file that cannot be used. The message names it, says what is wrong and what to do. */
export class WeightsError extends Error {
  override readonly name = 'WeightsError';
  readonly code: WeightsErrorCode;
  readonly file: string;

  constructor(code: WeightsErrorCode, file: string, message: string) {
    super(printable(`${file}: ${message}`));
    this.code = code;
    this.file = file;
  }
}
