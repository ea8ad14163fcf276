import { isStopRequested } from './store/runner-record';

/** The runner was asked to stop. */
export class StopRequest extends Error {
  override readonly name = 'StopRequest';

  constructor() {
    super('Stopped on request.');
  }
}

/** How often a runner looks for the stop file in its folder. */
const LOOK_MS = 300;

/** Aborts, with a StopRequest, at the first signal to end, or once the runner's folder holds a stop file. A closed terminal stops nothing. */
export function listenForStop(folder: string): AbortSignal {
  const stop = new AbortController();
  const request = (): void => stop.abort(new StopRequest());
  process.on('SIGTERM', request);
  process.on('SIGINT', request);
  process.on('SIGHUP', () => undefined);
  setInterval(() => isStopRequested(folder) && request(), LOOK_MS).unref();
  return stop.signal;
}
