/** A row of three charts: a task's, or those of the pre-trainings. Drawn only while it can be seen. */
import { metricName } from '../../results/metric-name';
import { element } from '../element';
import type { RunView } from '../messages';
import { Chart, type ChartSettings, type Emphasis } from './chart';
import { curvesOf, type InitializationCurves, type Measure } from './curves';
import type { Section } from './live-model';
import type { Palette } from './palette';

interface Plotted {
  readonly measure: Measure;
  readonly chart: Chart;
  curves: readonly InitializationCurves[];
}

export class Row {
  readonly root: HTMLDetailsElement;
  readonly #section: Section;
  readonly #initializations: readonly string[];
  readonly #count = element('span', { class: 'quiet' });
  readonly #nothing = element('p', { class: 'quiet' }, 'No epoch has ended here yet.');
  readonly #charts = element('div', { class: 'charts' });
  readonly #sight: IntersectionObserver;
  #plotted: readonly Plotted[] = [];
  #palette: Palette;
  #runs: readonly RunView[] = [];
  #emphasis: Emphasis = { hidden: new Set(), focused: null };
  #inSight = false;
  #stale: 'no' | 'emphasis' | 'curves' = 'curves';

  constructor(section: Section, initializations: readonly string[], palette: Palette, open: boolean) {
    this.#section = section;
    this.#initializations = initializations;
    this.#palette = palette;
    const title = element('summary', {}, element('h2', {}, headingOf(section)), this.#count);
    this.root = element('details', { class: 'row', open }, title, this.#nothing, this.#charts);
    this.#sight = new IntersectionObserver(
      (entries) => {
        this.#inSight = entries.at(-1)!.isIntersecting;
        this.#draw();
      },
      { rootMargin: '200px' },
    );
    this.#sight.observe(this.root);
    this.root.addEventListener('toggle', () => this.#draw());
  }

  get heading(): string {
    return headingOf(this.#section);
  }

  get task(): string | null {
    return this.#section.task;
  }

  showRuns(runs: readonly RunView[]): void {
    this.#runs = runs;
    const planned = runs.filter(({ state }) => state !== 'not-applicable');
    const done = planned.filter(({ state }) => state === 'finished').length;
    this.#count.textContent = `${done} of ${planned.length} done`;
    const nothing = runs.every(({ epochs }) => epochs.length === 0);
    this.#nothing.hidden = !nothing;
    this.#charts.hidden = nothing;
    // Also out of sight, so that what lies below keeps its place when this row is scrolled to.
    if (!nothing && this.#plotted.length === 0) this.#build();
    this.#stale = 'curves';
    this.#draw();
  }

  emphasize(emphasis: Emphasis): void {
    this.#emphasis = emphasis;
    if (this.#stale === 'no') this.#stale = 'emphasis';
    this.#draw();
  }

  restyle(palette: Palette): void {
    this.#palette = palette;
    for (const { chart } of this.#plotted) chart.restyle(palette);
  }

  reveal(): void {
    this.root.open = true;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.root.scrollIntoView({ behavior: calm ? 'instant' : 'smooth', block: 'start' });
    this.root.classList.remove('revealed');
    // Reading the layout between the two restarts the animation.
    void this.root.offsetWidth;
    this.root.classList.add('revealed');
  }

  destroy(): void {
    this.#sight.disconnect();
    for (const { chart } of this.#plotted) chart.destroy();
    this.root.remove();
  }

  #draw(): void {
    if (!this.#inSight || !this.root.open || this.#charts.hidden || this.#stale === 'no') return;
    const planned = this.#runs.reduce((most, { plannedEpochs }) => Math.max(most, plannedEpochs), 0);
    for (const one of this.#plotted) {
      if (this.#stale === 'curves') one.curves = curvesOf(this.#runs, this.#initializations, one.measure);
      one.chart.show(one.curves, planned, this.#emphasis);
    }
    this.#stale = 'no';
  }

  #build(): void {
    const { task, metric } = this.#section;
    const shared = { group: this.heading, initializations: this.#initializations };
    const settings: readonly (Pick<ChartSettings, 'heading' | 'unit'> & { measure: Measure })[] = [
      { measure: 'trainLoss', heading: 'Training loss', unit: 'loss' },
      { measure: 'validationLoss', heading: 'Validation loss', unit: 'loss' },
      {
        measure: 'validationMetric',
        heading: `Validation ${task === null || metric === null ? 'score' : metricName(metric)}`,
        unit: 'share',
      },
    ];
    this.#plotted = settings.map(({ measure, heading, unit }) => {
      const chart = new Chart({ ...shared, heading, unit }, this.#palette);
      return { measure, chart, curves: [] };
    });
    this.#charts.append(...this.#plotted.map(({ chart }) => chart.root));
  }
}

function headingOf({ task }: Section): string {
  return task ?? 'Pre-training';
}
