/** The initializations with a sample of their lines; each switches its curves off and on in every chart. */
import { button, element, fill } from '../element';
import type { Emphasis } from './chart';
import { seriesStyle } from './series-style';
import { swatch } from './swatch';

export interface LegendActions {
  toggle(initialization: string): void;
  /** Singles out for as long as the pointer or the keyboard stays; null: no more. */
  point(initialization: string | null): void;
  showAll(): void;
  hideAll(): void;
}

export class Legend {
  readonly root = element('div', { class: 'legend', role: 'group', 'aria-label': 'Initializations' });
  readonly #actions: LegendActions;
  readonly #showAll: HTMLButtonElement;
  readonly #hideAll: HTMLButtonElement;
  #items = new Map<string, HTMLButtonElement>();

  constructor(actions: LegendActions) {
    this.#actions = actions;
    this.#showAll = button('Show all', () => actions.showAll(), { class: 'link' });
    this.#hideAll = button('Hide all', () => actions.hideAll(), { class: 'link' });
  }

  show(initializations: readonly string[], { hidden, focused }: Emphasis): void {
    if (initializations.join('\n') !== [...this.#items.keys()].join('\n')) this.#build(initializations);
    for (const [initialization, item] of this.#items) {
      item.setAttribute('aria-pressed', String(!hidden.has(initialization)));
      item.classList.toggle('focused', focused === initialization);
    }
    this.#showAll.hidden = hidden.size === 0 && focused === null;
    this.#hideAll.hidden = initializations.length < 3 || hidden.size === initializations.length;
  }

  #build(initializations: readonly string[]): void {
    this.#items = new Map(initializations.map((name, index) => [name, this.#item(name, index)]));
    fill(this.root, ...this.#items.values(), this.#showAll, this.#hideAll);
  }

  #item(initialization: string, index: number): HTMLButtonElement {
    const item = button('', () => this.#actions.toggle(initialization), { class: 'item' });
    fill(item, swatch(seriesStyle(index)), initialization);
    item.addEventListener('mouseenter', () => this.#actions.point(initialization));
    item.addEventListener('mouseleave', () => this.#actions.point(null));
    return item;
  }
}
