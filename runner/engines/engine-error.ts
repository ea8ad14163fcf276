export type EngineErrorCode =
  | 'unsupported'
  | 'no-python'
  | 'no-pip'
  | 'no-compiler'
  | 'download'
  | 'compile'
  | 'broken'
  | 'not-set-up'
  | 'cancelled'
  | 'disk';

/** Why an engine cannot be set up or opened. The message says what is missing and how to get it. */
export class EngineError extends Error {
  constructor(
    readonly code: EngineErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'EngineError';
  }
}
