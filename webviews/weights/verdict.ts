import { wholeShare } from '../../results/numbers';
import { type Child, element } from '../element';
import type { EncoderView, WeightsView } from '../messages';
import { countText, tensorsText } from './text';

/** What a file is good for: how much of which encoder it fills, and what stays behind. */
export function verdict({ encoder, publishedAs }: WeightsView): HTMLElement {
  return element(
    'section',
    { class: 'verdict', 'aria-label': 'What it is' },
    publishedAs.length > 0 && element('p', {}, `Published under this name: ${publishedAs.join(', ')}`),
    ...(encoder === null
      ? [
          element(
            'p',
            { class: 'problem' },
            'No ResNet encoder is among its tensors: it cannot initialize anything here.',
          ),
        ]
      : encoderLines(encoder)),
  );
}

function encoderLines(encoder: EncoderView): Child[] {
  const { network, width, share, resnet50Share, foreign, naming, missing, mismatched, leftOut } = encoder;
  const whole = share === 1 && foreign.length === 0;
  const resnet50 = resnet50Share === null ? 'is no resnet50' : `${wholeShare(resnet50Share)} of a resnet50`;
  const other = network === 'resnet50' ? '' : `, and ${resnet50}`;
  return [
    element(
      'p',
      { class: whole ? 'fill whole' : 'fill' },
      element('b', {}, wholeShare(share)),
      ` of a ${network} encoder${width === 64 ? '' : ` of width ${width}`}${other}`,
    ),
    element('progress', { max: 1, value: share, 'aria-label': `Filled: ${wholeShare(share)}` }),
    element('p', { class: 'quiet' }, `Read as ${naming}.`),
    leftOut.length > 0 &&
      element(
        'p',
        { class: 'quiet' },
        `Left out: ${leftOut.map(({ reason, count }) => `${reason} (${countText(count)})`).join(', ')}.`,
      ),
    names(`It is no ${network}, which has no place for`, foreign),
    names('Missing', missing),
    names('Of another shape', mismatched),
  ];
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
