import type { Disposable } from 'vscode';

/** Owns what must be let go together. What arrives after the end is let go at once. */
export class Disposables implements Disposable {
  readonly #owned: Disposable[] = [];
  #over = false;

  add<D extends Disposable>(one: D): D {
    if (this.#over) one.dispose();
    else this.#owned.push(one);
    return one;
  }

  dispose(): void {
    this.#over = true;
    for (const one of this.#owned.splice(0).reverse()) one.dispose();
  }
}
