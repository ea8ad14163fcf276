import assert from 'node:assert/strict';
import { curves } from '../../results/figures/curves';
import { seriesStyle } from '../../webviews/live/series-style';

/** More than the 21 initializations of the catalog. */
const MANY = 24;

describe('the style of a series', () => {
  it('is that of the report', () => {
    for (let style = 0; style < MANY; style++) {
      const runs = [[1, 2].map((epoch) => ({ epoch, value: epoch }))];
      const figure = curves({ title: '', heading: '', series: [{ label: 'a', runs, style }], format: String }).source;
      const { color, dash } = seriesStyle(style);
      assert.match(
        figure,
        new RegExp(`<g class="series-${color}">\\s*<path class="curve" stroke-dasharray="${dash.join(' ')}"`),
      );
    }
  });

  it('differs between any two initializations', () => {
    const styles = Array.from({ length: MANY }, (_, index) => JSON.stringify(seriesStyle(index)));
    assert.equal(new Set(styles).size, MANY);
  });
});
