/** The weights editor: what lies in a checkpoint, which encoder it fills, and each tensor's numbers on demand. */
import '../theme.css';
import './weights.css';
import { bytes } from '../../results/numbers';
import { button, element, fill } from '../element';
import { connect } from '../host';
import type { FromWeights, ToWeights, WeightsView } from '../messages';
import { tensorTree } from './tensor-tree';
import { tensorsText } from './text';
import { TreeView } from './tree-view';
import { verdict } from './verdict';

const host = connect<ToWeights, FromWeights>((message) => {
  switch (message.type) {
    case 'weights':
      return show(message.weights);
    case 'unreadable':
      return refuse(message.name, message.message);
    case 'statistics':
      return tree.showStatistics(message.tensor, message.statistics);
    case 'noStatistics':
      return tree.showProblem(message.tensor, message.message);
  }
});

const tree = new TreeView((tensor) => host.post({ type: 'statistics', tensor }));
/** Until it is read, which takes a moment where a file is large or lies far away. */
const main = element('main', {}, element('p', { class: 'reading quiet', role: 'status' }, 'Reading the file…'));

function show(weights: WeightsView): void {
  const { name, container, size, within, metadata, tensors, unread, encoder } = weights;
  const facts = [
    container,
    bytes(size).replace(' ', '\u00a0'),
    tensorsText(tensors.length),
    within === null ? '' : `state dict under ${within}`,
    ...Object.entries(metadata).map(([key, value]) => `${key}: ${value}`),
  ].filter(Boolean);
  const use = encoder !== null && button('Use in a spec', () => host.post({ type: 'useInSpec' }), { class: 'primary' });
  fill(
    main,
    element(
      'header',
      { class: 'top' },
      element('div', {}, element('h1', {}, name), element('p', { class: 'quiet' }, facts.join(' · '))),
      element('div', { class: 'buttons' }, use),
    ),
    verdict(weights),
    element('h2', {}, 'Tensors'),
    tree.root,
    unread.length > 0 && element('h2', {}, 'Not read'),
    unread.length > 0 && element('ul', { class: 'unread' }, ...unread.map(unreadLine)),
  );
  tree.show(tensorTree(tensors));
}

function unreadLine({ name, what }: WeightsView['unread'][number]): HTMLElement {
  return element('li', {}, element('code', {}, name), ' ', element('span', { class: 'quiet' }, what));
}

function refuse(name: string, message: string): void {
  fill(main, element('h1', {}, name), element('p', { class: 'problem', role: 'alert' }, message));
}

document.body.append(main);
host.post({ type: 'ready' });
