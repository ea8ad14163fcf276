import { bytes } from '../../results/numbers';
import type { TensorStatistics } from '../../statistics/tensor-statistics';
import { element, fill } from '../element';
import type { TensorView } from '../messages';
import { histogram } from './histogram';
import type { TreeNode } from './tensor-tree';
import { countText, numberText, tensorsText } from './text';

/** The tensors of a file; groups are filled when they are opened, statistics asked for when a tensor is. */
export class TreeView {
  readonly root = element('div', { class: 'tree' });
  readonly #ask: (tensor: string) => void;
  /** Where each tensor's statistics go, once it has been opened. */
  readonly #places = new Map<string, HTMLElement>();

  constructor(ask: (tensor: string) => void) {
    this.#ask = ask;
  }

  show(nodes: readonly TreeNode[]): void {
    this.#places.clear();
    const rows = nodes.map((node) => this.#row(node));
    // A file with one thing in it has nothing to choose from.
    if (rows.length === 1) rows[0]!.open = true;
    fill(this.root, ...rows);
  }

  showStatistics(tensor: string, statistics: TensorStatistics): void {
    const place = this.#places.get(tensor);
    if (!place) return;
    const { count, nonFinite, zeros, minimum, maximum, mean, standardDeviation } = statistics;
    const facts: readonly (readonly [string, string])[] = [
      ['minimum', numberText(minimum)],
      ['maximum', numberText(maximum)],
      ['mean', numberText(mean)],
      ['standard deviation', numberText(standardDeviation)],
      ['values', countText(count)],
      ['zeros', countText(zeros)],
    ];
    const list = facts.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value)));
    const broken =
      nonFinite > 0 &&
      element('p', { class: 'problem' }, `${countText(nonFinite)} of them are infinite or no numbers (NaN).`);
    fill(place, element('dl', {}, ...list), minimum !== null && histogram(statistics), broken);
  }

  showProblem(tensor: string, message: string): void {
    const place = this.#places.get(tensor);
    if (place) fill(place, element('p', { class: 'problem' }, message));
  }

  #row(node: TreeNode): HTMLDetailsElement {
    const row = element('details', { class: node.kind }, element('summary', {}, ...summaryOf(node)));
    const inside = element('div', { class: node.kind === 'group' ? 'children' : 'statistics' });
    row.append(inside);
    row.addEventListener('toggle', () => {
      if (!row.open || inside.hasChildNodes()) return;
      if (node.kind === 'group') fill(inside, ...node.children.map((child) => this.#row(child)));
      else this.#open(node.tensor, inside);
    });
    return row;
  }

  #open({ name }: TensorView, place: HTMLElement): void {
    this.#places.set(name, place);
    fill(place, element('p', { class: 'quiet' }, 'Reading…'));
    this.#ask(name);
  }
}

function summaryOf(node: TreeNode): HTMLElement[] {
  const label = element('span', { class: 'label' }, node.label);
  if (node.kind === 'group') {
    return [label, element('span', { class: 'quiet' }, tensorsText(node.count)), sizeOf(node.size)];
  }
  const { dtype, shape, name } = node.tensor;
  label.title = name;
  return [label, element('span', { class: 'quiet' }, `${dtype} [${shape.join(', ')}]`), sizeOf(node.tensor.size)];
}

function sizeOf(count: number): HTMLElement {
  return element('span', { class: 'size quiet' }, bytes(count));
}
