/** The recipe of every task and every pre-training, side by side. */
import { USUAL_ADAM } from '../../catalog/adam';
import { canvasSide } from '../../spec/canvas-side';
import type { Plan, PretrainNode, TrainingJob } from '../../spec/cell';
import { settingText } from '../../spec/setting-text';
import type { Schedule, SplitSettings } from '../../spec/spec';
import { groupBy } from '../group-by';
import { type Markup, markup } from '../markup';
import { metricName } from '../metric-name';

export function settingsSection({ cells, pretraining }: Plan): Markup {
  const columns = [
    ...[...groupBy(cells, ({ task }) => task)].map(([heading, works]) => ({ heading, works })),
    ...pretraining.map((work) => ({ heading: `pre-training: ${work.initialization}`, works: [work] })),
  ];
  return markup`<section>
<h2>Protocol</h2>
<div class="wide"><table>
<thead><tr><th></th>${columns.map(({ heading }) => markup`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>
${Object.entries(SETTINGS).map(
  ([setting, read]) =>
    markup`<tr><th scope="row">${setting}</th>${columns.map(({ works }) => markup`<td>${ofAll(works, read)}</td>`)}</tr>\n`,
)}</tbody>
</table></div>
</section>`;
}

/** `imagenet; none for simclr-v1`: an initialization may have a normalisation of its own. The first kind is the most frequent. */
function ofAll(works: readonly Work[], read: (job: TrainingJob) => string): string {
  const [usual, ...others] = [...groupBy(works, ({ job }) => read(job))].sort(([, a], [, b]) => b.length - a.length);
  const own = others.map(([value, own]) => {
    const names = new Set(own.map(({ initialization }) => initialization));
    return `; ${value} for ${[...names].join(', ')}`;
  });
  return usual![0] + own.join('');
}

type Work = Pick<PretrainNode, 'initialization' | 'job'>;

const SETTINGS: Readonly<Record<string, (job: TrainingJob) => string>> = {
  Kind: ({ kind }) => kind,
  Metric: ({ metric }) => metricName(metric),
  Dataset: ({ dataset }) => `${dataset.name} (${dataset.layout})`,
  Split: ({ dataset: { split } }) => splitText(split),
  Network: ({ network }) => `${network.encoder}, width ${network.width}`,
  'Image size': ({ kind, training }) => imageSize(training.imageSize, canvasSide(kind, training)),
  'Batch size': ({ training }) => String(training.batchSize),
  'Learning rate': ({ training }) => `Adam, ${training.learningRate}`,
  'Adam’s beta1, beta2, epsilon': ({ training }) => {
    const { beta1, beta2, epsilon } = { ...USUAL_ADAM, ...training };
    return `${beta1}, ${beta2}, ${epsilon}`;
  },
  'Weight decay': ({ training: { weightDecay } }) => (weightDecay === undefined ? 'none' : String(weightDecay)),
  Schedule: ({ training }) => schedule(training.schedule),
  Epochs: ({ training }) => `at most ${training.epochs}`,
  'Early stopping': ({ training }) =>
    training.earlyStopping === null ? 'none' : `${training.earlyStopping} epochs without a better validation loss`,
  Loss: ({ training }) => settingText(training.loss),
  Augmentation: ({ training }) => settingText(training.augmentation),
  Normalisation: ({ training }) => training.normalisation,
  'Test-time augmentation': ({ training }) => training.testTimeAugmentation,
  Precision: ({ training }) => training.precision ?? 'float32',
};

function splitText(split: SplitSettings | null): string {
  if (split === null) return 'official';
  const { train, validation, test, groupBy, seed, given, lists } = split;
  const parts = given ? 'official' : lists ? 'by lists' : `${train} / ${validation} / ${test}`;
  return `${parts}, seed ${seed}${groupBy === null ? '' : `, by ${groupBy}`}`;
}

function schedule(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'constant':
      return 'constant';
    case 'plateau':
      return `× ${schedule.factor} after ${schedule.patience} epochs without progress of ${schedule.threshold}${downTo(schedule.minimum)}`;
    case 'cosine':
      return `cosine over ${schedule.epochs} epochs${downTo(schedule.minimum)}`;
  }
}

function downTo(minimum: number | undefined): string {
  return minimum === undefined ? '' : `, down to ${minimum}`;
}

function imageSize(size: number, canvas: number): string {
  return canvas === size ? `${size} × ${size}` : `${size} × ${size}, cut out of ${canvas} × ${canvas}`;
}
