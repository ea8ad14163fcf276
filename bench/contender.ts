/** One side of a duel: a process that takes a step whenever it is told to. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { LOG_PREFIX } from './onednn-log';

export class Contender {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;
  readonly #log: (line: string) => void;
  #errors = '';

  /** @param log takes the lines that a library writes between the answers */
  constructor(
    command: readonly [string, ...string[]],
    environment: Readonly<Record<string, string>>,
    log: (line: string) => void = () => undefined,
  ) {
    this.#log = log;
    const [program, ...parameters] = command;
    this.#child = spawn(program, parameters, { env: { ...process.env, ...environment } });
    this.#child.stderr!.on('data', (chunk) => {
      this.#errors = (this.#errors + chunk).slice(-4000);
    });
    this.#reader = createInterface({ input: this.#child.stdout! });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  /** Seconds from the start of the process to the end of its first step. */
  async ready(): Promise<number> {
    const started = performance.now();
    while ((await this.#line()) !== 'ready');
    return (performance.now() - started) / 1000;
  }

  /** Milliseconds of one step. */
  async step(): Promise<number> {
    this.#child.stdin!.write('step\n');
    return Number(await this.#line());
  }

  /** Ends the process; returns its peak memory, in megabytes. */
  async end(): Promise<number> {
    this.#child.stdin!.write('end\n');
    const megabytes = Number(await this.#line());
    this.kill();
    return megabytes;
  }

  kill(): void {
    this.#reader.close();
    this.#child.kill('SIGKILL');
  }

  async #line(): Promise<string> {
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done) throw new Error(`${this.#child.spawnargs.slice(0, 2).join(' ')} ended early:\n${this.#errors}`);
      if (!value.startsWith(LOG_PREFIX)) return value;
      this.#log(value);
    }
  }
}
