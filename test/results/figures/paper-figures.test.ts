import assert from 'node:assert/strict';
import sharp from 'sharp';
import { publishedCells } from '../../../catalog/literature';
import { svgFile, THEMES } from '../../../results/figures/figure';
import { FIGURE_KINDS, type FigureKind, tableFigure } from '../../../results/figures/table-figure';
import { tableMethods } from '../../../results/figures/table-methods';
import { audit } from '../../../results/literature/audit';
import { printedName } from '../../../results/literature/names';
import { publishedFigure } from '../../../results/literature/published-figure';
import { PAPER_STATISTICS, tableOfLiterature } from '../../../results/literature/published-table';
import { publishedResults } from '../../../spec/published-results';
import { EVERY_STATE_TABLE } from '../every-state';

const paper = publishedResults();
const draw = (kind: FigureKind) => publishedFigure(paper, kind)!;
const count = (text: string, part: RegExp) => text.match(new RegExp(part, 'g'))?.length ?? 0;

describe('a figure of the paper', () => {
  for (const kind of FIGURE_KINDS) {
    for (const theme of THEMES) {
      it(`of ${kind} is an SVG file that other tools read, ${theme}`, async () => {
        const text = svgFile(draw(kind), theme);
        const { width, height, format } = await sharp(Buffer.from(text)).metadata();
        assert.equal(format, 'svg');
        assert.ok(width! > 300 && height! > 150);
        assert.doesNotMatch(text, /NaN|undefined|Infinity|var\(|url\(|href/);
      });
    }
  }

  it('has a bar with its spread for each of three initializations on seven tasks', () => {
    const { source } = draw('bars').body;
    assert.equal(count(source, /<rect class="series-\d"/), 21);
    assert.equal(count(source, /class="spread"/), 21);
    assert.equal(count(source, />best</), 7);
  });

  it('has fourteen methods on seven tasks, each task with the line and band of its reference', () => {
    const { source } = draw('methods').body;
    assert.equal(count(source, /<circle/), 98);
    assert.equal(count(source, /class="reference"/), 7);
    assert.equal(count(source, /class="band"/), 7);
  });

  it('disputes exactly the signs that fail in the audit', () => {
    const failed = audit(paper)
      .find(({ name }) => name === 'self-supervised')!
      .claims.filter(({ status }) => status === 'failed');
    assert.equal(count(draw('methods').body.source, /class="small disputed"/), failed.length);
    assert.ok(failed.length > 0);
  });

  it('tints what is not significantly different from the best, and sets the best in bold', () => {
    const { source } = draw('domain').body;
    // The paper tints eight; two of the LXS column do not hold.
    assert.equal(count(source, /class="tinted"/), 6);
    assert.equal(count(source, /class="strong"[^>]*>\d/), 5);
    assert.equal(count(source, />---</), 4);
  });
});

describe('a figure of an experiment', () => {
  it('draws what has a mean, and keeps names from being markup', () => {
    const { source } = tableFigure(EVERY_STATE_TABLE, 'bars')!.body;
    assert.equal(
      count(source, /<rect class="series-\d"/),
      EVERY_STATE_TABLE.cells.filter(({ mean }) => mean !== null).length,
    );
    assert.ok(source.includes('50% &amp; more &lt;b&gt;') && !source.includes('<b>'));
    assert.ok(source.includes('best ¶'), 'weights loaded in part');
  });

  it('compares with a reference as the audit does, where only means and standard deviations are known', () => {
    const [published] = audit(paper).filter(({ name }) => name === 'self-supervised');
    const table = tableOfLiterature(paper, PAPER_STATISTICS, publishedCells(paper));
    const names = new Set(published!.claims.map(({ initialization }) => printedName(initialization)));
    const own = {
      ...table,
      cells: table.cells.filter(({ initialization }) => initialization === 'ImageNet' || names.has(initialization)),
    };
    const { source } = tableMethods(own, 'ImageNet').body;
    for (const mark of ['n.s.', '>***', '***', '**', '*'] as const) {
      const drawn = source.split(`>${mark.replace('>', '&gt;')}</text>`).length - 1;
      assert.equal(drawn, published!.claims.filter(({ recomputed }) => recomputed === mark).length, mark);
    }
    assert.equal(
      count(source, /<circle class="worse"/),
      published!.claims.filter(({ recomputed }) => recomputed === 'worse').length,
    );
  });

  it('shows partial cells with their number of runs', () => {
    assert.match(tableFigure(EVERY_STATE_TABLE, 'domain')!.body.source, /\(2 of 3\)/);
  });
});
