/** One tooltip for all cells: on hover and on focus; it stays under the pointer, and Escape takes it away. */
import { element, fill } from '../element';
import type { Detail } from './cell-view';

/** From the cell and from the edges of the window, in CSS pixels. */
const GAP = 4;
/** So that it does not flicker while the pointer crosses the table, in milliseconds. */
const DELAY = 250;

export class Tooltip {
  readonly root = element('div', { class: 'tooltip', role: 'tooltip', id: 'tooltip', hidden: true });
  #anchor: HTMLElement | null = null;
  #timer = 0;

  constructor() {
    this.root.addEventListener('mouseenter', () => clearTimeout(this.#timer));
    this.root.addEventListener('mouseleave', () => this.hide());
    document.addEventListener('keydown', ({ key }) => key === 'Escape' && this.hide());
    document.addEventListener('scroll', () => this.hide(), { capture: true, passive: true });
  }

  /** `details` is asked each time, as the table changes while runs finish. Nothing is shown for an empty list. */
  attach(anchor: HTMLElement, details: () => readonly Detail[]): void {
    anchor.addEventListener('mouseenter', () => this.#after(() => this.#show(anchor, details())));
    anchor.addEventListener('mouseleave', () => this.#after(() => this.hide()));
    anchor.addEventListener('focus', () => anchor.matches(':focus-visible') && this.#show(anchor, details()));
    anchor.addEventListener('blur', () => this.hide());
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.root.hidden = true;
    this.#anchor?.removeAttribute('aria-describedby');
    this.#anchor = null;
  }

  #after(action: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(action, DELAY);
  }

  #show(anchor: HTMLElement, details: readonly Detail[]): void {
    this.hide();
    if (details.length === 0) return;
    fill(
      this.root,
      element('dl', {}, ...details.flatMap(({ term, value }) => [element('dt', {}, term), element('dd', {}, value)])),
    );
    this.root.hidden = false;
    this.#anchor = anchor;
    anchor.setAttribute('aria-describedby', this.root.id);
    const [cell, own] = [anchor.getBoundingClientRect(), this.root.getBoundingClientRect()];
    const below = cell.bottom + GAP;
    const top = below + own.height <= innerHeight ? below : Math.max(GAP, cell.top - own.height - GAP);
    const left = Math.max(GAP, Math.min(cell.left, document.documentElement.clientWidth - own.width - GAP));
    this.root.style.top = `${top}px`;
    this.root.style.left = `${left}px`;
  }
}
