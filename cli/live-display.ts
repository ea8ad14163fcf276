/** Lines at the bottom of a terminal, redrawn in place; elsewhere only what is said once. */
export class LiveDisplay {
  readonly #out: NodeJS.WriteStream;
  #drawn = 0;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  get isLive(): boolean {
    return this.#out.isTTY === true && !process.env.CI;
  }

  /** Replaces the lines at the bottom. */
  show(lines: readonly string[]): void {
    if (!this.isLive) return;
    const width = (this.#out.columns ?? 80) - 1;
    this.clear();
    for (const line of lines) this.#out.write(`${[...line].slice(0, width).join('')}\n`);
    this.#drawn = lines.length;
  }

  /** Writes a line that stays, above the live ones. */
  say(line: string): void {
    this.clear();
    this.#out.write(`${line}\n`);
  }

  clear(): void {
    if (this.#drawn > 0) this.#out.write(`\u001b[${this.#drawn}A\u001b[J`);
    this.#drawn = 0;
  }
}
