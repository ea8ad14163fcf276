/** The table: a row per initialization, a column per task. Cells change in place, so that focus and tooltip stay. */
import { metricName } from '../../results/metric-name';
import type { Table } from '../../results/table';
import { tableRows } from '../../results/table-rows';
import { element, fill } from '../element';
import { type CellView, cellView } from './cell-view';
import type { Tooltip } from './tooltip';

interface Place {
  readonly cell: HTMLTableCellElement;
  readonly control: HTMLElement;
  view: CellView;
}

export class Matrix {
  readonly root = element('div', { class: 'wide', tabindex: 0, role: 'region', 'aria-label': 'Results table' });
  readonly #tooltip: Tooltip;
  readonly #open: (task: string, initialization: string) => void;
  #layout = '';
  #places = new Map<string, Place>();

  constructor(tooltip: Tooltip, open: (task: string, initialization: string) => void) {
    this.#tooltip = tooltip;
    this.#open = open;
  }

  show(table: Table): void {
    const layout = layoutOf(table);
    if (layout !== this.#layout) this.#build(table);
    this.#layout = layout;
    for (const cell of table.cells) {
      const place = this.#places.get(key(cell.task, cell.initialization));
      if (place === undefined) continue;
      const view = cellView(cell, table);
      if (JSON.stringify(view) !== JSON.stringify(place.view)) dress(place, view);
    }
  }

  #build(table: Table): void {
    this.#tooltip.hide();
    this.#places = new Map();
    const head = table.tasks.map(({ name, metric }) =>
      element('th', { scope: 'col' }, name, ' ', element('small', {}, `${metricName(metric)}, %`)),
    );
    const rows = tableRows(table).map(({ initialization, cells }) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, initialization),
        ...cells.map((cell) => {
          if (cell === null) return element('td');
          const place = this.#place(cellView(cell, table), cell.task, initialization);
          this.#places.set(key(cell.task, initialization), place);
          return place.cell;
        }),
      ),
    );
    fill(
      this.root,
      element(
        'table',
        { class: 'matrix', 'aria-describedby': 'caption' },
        element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'Initialization'), ...head)),
        element('tbody', {}, ...rows),
      ),
    );
  }

  #place(view: CellView, task: string, initialization: string): Place {
    const control = view.opens ? element('button', { type: 'button' }) : element('div', { class: 'still' });
    const place: Place = { cell: element('td', {}, control), control, view };
    if (view.opens) {
      control.addEventListener('click', () => this.#open(task, initialization));
      this.#tooltip.attach(control, () => place.view.details);
    }
    dress(place, view);
    return place;
  }
}

function dress(place: Place, view: CellView): void {
  place.view = view;
  place.cell.className = `tone-${view.tone}`;
  place.control.setAttribute('aria-label', view.opens ? `${view.label}. Open its curves` : view.label);
  fill(
    place.control,
    element(
      view.best ? 'b' : 'span',
      { class: 'score' },
      view.value,
      view.notes !== '' && element('sup', {}, view.notes),
    ),
    element(
      'small',
      {},
      view.verdict !== '' && element('span', { class: 'verdict' }, view.verdict),
      view.runs !== '' && element('span', { class: 'runs' }, view.runs),
    ),
  );
}

/** What makes other cells, and not only other contents: which there are, and which can be opened. */
function layoutOf({ tasks, initializations, cells }: Table): string {
  const applicable = cells.map(({ task, initialization, state }) => [task, initialization, state === 'not-applicable']);
  return JSON.stringify([tasks, initializations, applicable]);
}

function key(task: string, initialization: string): string {
  return JSON.stringify([task, initialization]);
}
