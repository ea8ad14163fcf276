import type { Fact } from '../../catalog/about-initialization';
import { wholeShare } from '../../results/numbers';
import { type Child, element } from '../element';
import type { EncoderView, WeightsView } from '../messages';
import { countText, depthText, tensorsText } from './text';

/** What a file is good for: how much of which encoder it fills, what stays behind, and what is known of its weights. */
export function verdict({ encoder, laidOutAs, publishedAs }: WeightsView): HTMLElement {
  return element(
    'section',
    { class: 'verdict', 'aria-label': 'What it is' },
    ...(encoder === null
      ? [
          element(
            'p',
            { class: 'problem' },
            'No ResNet encoder is among its tensors: it cannot initialize anything here.',
          ),
        ]
      : encoderLines(encoder, laidOutAs)),
    ...publishedAs.flatMap(({ title, facts }) => [
      element('h2', {}, `Published under this name: ${title}`),
      factList(facts),
    ]),
  );
}

function encoderLines(encoder: EncoderView, laidOutAs: string | null): Child[] {
  const { network, width, share, resnet50Share, foreign, naming, missing, mismatched, leftOut } = encoder;
  const whole = share === 1 && foreign.length === 0;
  const resnet50 = resnet50Share === null ? 'is no resnet50' : `${wholeShare(resnet50Share)} of a resnet50`;
  const other = network === 'resnet50' ? '' : `, and ${resnet50}`;
  const reasons = leftOut.map(({ reason, count }) => `${reason} (${countText(count)})`);
  return [
    element(
      'p',
      { class: whole ? 'fill whole' : 'fill' },
      element('b', {}, wholeShare(share)),
      ` of a ${network} encoder${width === 64 ? '' : ` of width ${width}`}${other}`,
    ),
    element('progress', { max: 1, value: share, 'aria-label': `Filled: ${wholeShare(share)}` }),
    factList([
      { title: 'Depth', text: depthText(encoder) },
      { title: 'Layout', text: laidOutAs ?? 'none of the published ones' },
      { title: 'Read as', text: naming },
      ...(reasons.length > 0 ? [{ title: 'Left out', text: reasons.join(', ') }] : []),
    ]),
    names(`It is no ${network}, which has no place for`, foreign),
    names('Missing', missing),
    names('Of another shape', mismatched),
  ];
}

function factList(facts: readonly Fact[]): HTMLElement {
  const rows = facts.flatMap(({ title, text }) => [element('dt', {}, title), element('dd', {}, text)]);
  return element('dl', { class: 'facts' }, ...rows);
}

/** The first few names, the rest behind a click. */
function names(title: string, all: readonly string[]): Child {
  if (all.length === 0) return null;
  return element(
    'details',
    { class: 'names' },
    element('summary', { class: 'problem' }, `${title}: ${tensorsText(all.length)}`),
    element('ul', {}, ...all.map((name) => element('li', {}, element('code', {}, name)))),
  );
}
