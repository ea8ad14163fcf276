import stringWidth from 'string-width';

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
    // A terminal that does not know its width says 0. The last column stays free: some terminals wrap there.
    const width = (this.#out.columns || 80) - 1;
    const drawn = lines.map((line) => `${fitted(line, width)}${ERASE_REST_OF_LINE}\n`).join('');
    // In one piece, each line over the old one, so that nothing flickers.
    this.#out.write(`${up(this.#drawn)}${drawn}${ERASE_BELOW}`);
    this.#drawn = lines.length;
  }

  /** Writes a line that stays, above the live ones. */
  say(line: string): void {
    this.clear();
    this.#out.write(`${line}\n`);
  }

  clear(): void {
    if (this.#drawn > 0) this.#out.write(`${up(this.#drawn)}${ERASE_BELOW}`);
    this.#drawn = 0;
  }
}

const ERASE_REST_OF_LINE = '\u001b[K';
const ERASE_BELOW = '\u001b[J';

function up(lines: number): string {
  return lines > 0 ? `\u001b[${lines}A` : '';
}

/** As much of a line as fits into so many columns; a line that wraps would count as two. */
function fitted(line: string, columns: number): string {
  let kept = '';
  for (const character of line) {
    if (stringWidth(kept + character) > columns) break;
    kept += character;
  }
  return kept;
}
