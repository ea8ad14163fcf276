/**
 * Counter-based randomness: Philox 4x32-10 (Salmon et al., SC'11), keyed by what a number is for. The same key gives the same
 * numbers whatever was drawn before, on any machine, so that the order of workers, a restart or another machine changes nothing.
 */
export class RandomStream {
  readonly #key0: number;
  readonly #key1: number;
  #counter = 0;
  readonly #block = new Uint32Array(4);
  #used = 4;
  #spareNormal: number | null = null;

  /** @param parts for instance (cell seed, 'augmentation', epoch, index); strings and 32-bit integers. */
  constructor(...parts: readonly (string | number)[]) {
    let [a, b] = [0x9e3779b9, 0xbb67ae85];
    for (const code of parts.map(String).join('\u0000')) {
      a = Math.imul(a ^ code.charCodeAt(0), 0x85ebca6b);
      b = Math.imul(b ^ a ^ (a >>> 15), 0xc2b2ae35);
      b ^= b >>> 13;
    }
    this.#key0 = a >>> 0;
    this.#key1 = b >>> 0;
  }

  /** 32 random bits. */
  bits(): number {
    if (this.#used === 4) {
      philox4x32(this.#block, this.#counter++, this.#key0, this.#key1);
      this.#used = 0;
    }
    return this.#block[this.#used++]!;
  }

  /** Uniform in [low, high), 53 bits. */
  uniform(low = 0, high = 1): number {
    const unit = ((this.bits() >>> 5) * 67108864 + (this.bits() >>> 6)) / 9007199254740992;
    return low + (high - low) * unit;
  }

  /** Uniform integer in [0, bound), without modulo bias. */
  integer(bound: number): number {
    const limit = 4294967296 - (4294967296 % bound);
    for (;;) {
      const value = this.bits();
      if (value < limit) return value % bound;
    }
  }

  /** Normal, by Box and Muller. */
  normal(mean = 0, deviation = 1): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return mean + deviation * spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spareNormal = radius * Math.sin(angle);
    return mean + deviation * radius * Math.cos(angle);
  }

  /** A random order of 0 .. length - 1 (Fisher and Yates). */
  permutation(length: number): Int32Array {
    const order = Int32Array.from({ length }, (_, index) => index);
    for (let last = length - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      [order[last], order[other]] = [order[other]!, order[last]!];
    }
    return order;
  }
}

/** Ten rounds of Philox 4x32 on the counter (counter, 0, 0, 0); writes four words. */
export function philox4x32(out: Uint32Array, counter: number, key0: number, key1: number): void {
  let [x0, x1, x2, x3] = [counter >>> 0, 0, 0, 0];
  let [k0, k1] = [key0, key1];
  for (let round = 0; round < 10; round++) {
    const [y0, y2] = [x0, x2];
    x0 = (multiplyHigh(0xcd9e8d57, y2) ^ x1 ^ k0) >>> 0;
    x1 = Math.imul(0xcd9e8d57, y2) >>> 0;
    x2 = (multiplyHigh(0xd2511f53, y0) ^ x3 ^ k1) >>> 0;
    x3 = Math.imul(0xd2511f53, y0) >>> 0;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  out[0] = x0;
  out[1] = x1;
  out[2] = x2;
  out[3] = x3;
}

/** The upper half of the 64-bit product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const [a1, a0, b1, b0] = [a >>> 16, a & 0xffff, b >>> 16, b & 0xffff];
  const middle = a1 * b0 + (Math.imul(a0, b0) >>> 16);
  const carry = (middle & 0xffff) + a0 * b1;
  return a1 * b1 + (middle >>> 16) + (carry >>> 16);
}
