const WIDTH = 11;

/** What stops the whole command, in a sentence for a person; no stack is shown. */
export class SetUpError extends Error {}

/**
 * Prints one line for one step of a set-up: its name, what came of it, and the seconds it took.
 * @template T
 * @param {string} name
 * @param {() => Promise<{text: string} & T>} work
 * @returns {Promise<{text: string} & T>}
 */
export async function step(name, work) {
  const started = performance.now();
  const live = process.stdout.isTTY;
  if (live) process.stdout.write(`${name.padEnd(WIDTH)} …`);
  const result = await work().finally(() => live && process.stdout.write('\r\x1b[K'));
  console.log(`${name.padEnd(WIDTH)} ${result.text}${seconds(started, 1)}`);
  return result;
}

/**
 * ` (12.3 s)` since `started` (performance.now()), or nothing when it took less than `least` seconds.
 * @param {number} started
 */
export function seconds(started, least = 0) {
  const taken = (performance.now() - started) / 1000;
  return taken < least ? '' : ` (${taken.toFixed(1)} s)`;
}
