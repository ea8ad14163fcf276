/** A file that a command reads is not as it must be; the message has a line for each mistake. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
