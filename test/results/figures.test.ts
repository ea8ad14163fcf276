import assert from 'node:assert/strict';
import { type Curves, curves } from '../../results/figures/curves';
import { type DotPlot, dotPlot } from '../../results/figures/dot-plot';
import { linearScale } from '../../results/figures/scale';
import { NARROW, WIDE } from '../../results/figures/width';
import { escapeMarkup, markup } from '../../results/markup';

describe('an axis', () => {
  it('labels round numbers within the data and little beyond', () => {
    assert.deepEqual(linearScale([0.702, 0.849], 0, 100, 6).ticks, [0.7, 0.75, 0.8, 0.85]);
    assert.deepEqual(linearScale([1, 20], 0, 100, 8).ticks, [0, 5, 10, 15, 20]);
  });

  it('holds every value between its ends, in either direction', () => {
    const { at } = linearScale([0.2, 0.8], 200, 20, 5);
    assert.ok(at(0.2) < 200 && at(0.8) > 20 && at(0.8) < at(0.2));
  });

  it('needs no second value', () => {
    const { at, ticks } = linearScale([0.5], 0, 100, 5);
    assert.equal(at(0.5), 50);
    assert.ok(ticks.length > 1);
  });

  it('keeps the decimals that tell ticks apart', () => {
    assert.equal(linearScale([0.7102, 0.7119], 0, 100, 5).decimals, 4);
    assert.equal(linearScale([0, 100], 0, 100, 5).decimals, 0);
  });
});

describe('a dot plot', () => {
  const plot: DotPlot = {
    title: 'Test Dice',
    axis: 'Dice',
    rows: [
      {
        label: 'an initialization with a long name',
        values: [1, 2, 3].map((run) => ({ run, value: 0.8 + run / 100 })),
        mean: 0.82,
        sd: 0.01,
        mark: 'best',
        note: 'best',
      },
      { label: 'b', values: [{ run: 1, value: 0.7 }], mean: 0.7, sd: null, mark: 'untested', note: '' },
      { label: 'c', values: [], mean: null, sd: null, mark: null, note: 'failed' },
    ],
  };

  for (const width of [WIDE, NARROW]) {
    it(`has a dot per run, and a mean and a spread where there are, ${width} pixels wide`, () => {
      const { source } = dotPlot(plot, width);
      assert.equal(source.match(/class="run"/g)!.length, 4);
      assert.equal(source.match(/class="mean"/g)!.length, 2);
      assert.equal(source.match(/class="spread"/g)!.length, 1);
    });
  }

  it('gives the whole width to a name where it is narrow', () => {
    assert.match(dotPlot(plot, WIDE).source, />an initialization with a …</);
    assert.match(dotPlot(plot, NARROW).source, /x="0" y="\d+">an initialization with a long name</);
  });
});

describe('curves', () => {
  const loss = (...runs: (readonly number[])[]): Curves => ({
    title: 'Validation loss',
    heading: 'Validation loss',
    format: (value, decimals) => value.toFixed(decimals),
    series: [
      {
        label: 'random',
        style: 0,
        runs: runs.map((run) => run.map((value, index) => ({ epoch: index + 1, value }))),
      },
    ],
  });
  const draw = (...runs: (readonly number[])[]) => curves(loss(...runs)).source;
  const points = (path: string) => path.split('L').length;

  it('end the mean where the first run stops, and let the others go on as thin lines', () => {
    const source = draw([3, 2, 1], [3, 2, 1, 0.5, 0.4]);
    assert.equal(points(/class="curve"[^>]* d="([^"]*)"/.exec(source)![1]!), 3);
    assert.equal(source.match(/class="tail"/g)!.length, 1);
    assert.equal(points(/class="tail" d="([^"]*)"/.exec(source)![1]!), 3);
    assert.equal(points(/class="band" d="([^"]*)"/.exec(source)![1]!), 6);
  });

  it('have no band around a single run', () => {
    assert.doesNotMatch(draw([3, 2, 1]), /class="band"/);
  });

  it('show one epoch as a dot, and nothing at all as axes', () => {
    assert.match(draw([3]), /class="curve"[^>]* d="M(\S+ \S+)L\1"/);
    assert.doesNotMatch(draw([]), /NaN|class="curve"/);
  });

  it('are named at their ends, and below the plot where it is narrow', () => {
    const xOf = (source: string) => Number(/x="([\d.]+)" y="[\d.]+">random</.exec(source)![1]);
    assert.ok(xOf(draw([3, 2, 1])) > WIDE / 2);
    assert.ok(xOf(curves(loss([3, 2, 1]), NARROW).source) < NARROW / 2);
  });
});

describe('markup', () => {
  it('escapes values and keeps markup', () => {
    assert.equal(
      markup`<p title="${'"'}">${['a<b', markup`<i>${1}</i>`, null, false]}</p>`.source,
      '<p title="&quot;">a&lt;b<i>1</i></p>',
    );
  });

  it('drops characters that no document may hold', () => {
    assert.equal(escapeMarkup('a\u0000\u001bb\n'), 'a\ufffd\ufffdb\n');
  });
});
