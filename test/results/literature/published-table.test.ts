import assert from 'node:assert/strict';
import { publishedCells } from '../../../catalog/literature';
import { formatTable } from '../../../results/format-table';
import { besidePublished, PAPER_STATISTICS, tableOfLiterature } from '../../../results/literature/published-table';
import { publishedResults } from '../../../spec/published-results';
import { tableOf } from '../experiment';
import golden from './golden/audit.json';

const paper = publishedResults();
const domain = paper.tables.find(({ name }) => name === 'domain-adapted')!;

describe('the table of published cells', () => {
  const table = tableOfLiterature(paper, PAPER_STATISTICS, domain.cells);
  const find = (task: string, initialization: string) =>
    table.cells.find((cell) => cell.task === task && cell.initialization === initialization)!;

  it('tests means and standard deviations as SciPy does', () => {
    const { p } = golden.cases.find(
      (one) =>
        one.table === 'domain-adapted' && one.side === 'two-sided' && one.variances === 'equal' && one.ddof === 0,
    )!;
    const tested = domain.cells.map((published, index) => {
      const title = table.cells.find(
        ({ task, mean, sd }) => task === published.task && mean === published.mean && sd === published.sd,
      )!;
      return [title.p, p[index]!] as const;
    });
    assert.equal(tested.filter(([own]) => own !== null).length, 21);
    for (const [own, expected] of tested) assert.ok(own === expected || Math.abs(own! - expected!) <= 1e-10);
  });

  it('shows the numbers as published, and none of the runs that nobody published', () => {
    const cell = find('DXC5', 'ImageNet');
    assert.deepEqual([cell.mean, cell.sd, cell.n, cell.values], [0.871, 0.0036, 10, []]);
    assert.equal(cell.mark, 'undecided');
  });

  it('says --- where the weights have seen the data, and nothing where nothing was published', () => {
    assert.equal(find('DXC5', 'CheXpert').state, 'not-applicable');
    const all = tableOfLiterature(paper, PAPER_STATISTICS, publishedCells(paper));
    assert.equal(
      all.cells.some(({ task, initialization }) => task === 'VFS' && initialization === 'CheXpert'),
      false,
    );
  });
});

describe('a table of own runs beside published cells', () => {
  const own = tableOf({ VFS: { metric: 'dice', scores: { random: [0.78, 0.79], imagenet: [0.8, 0.81] } } });
  const mixed = besidePublished(own, paper);

  it('keeps every own cell as it was', () => {
    assert.deepEqual(
      mixed.cells.filter(({ published }) => published === undefined),
      own.cells,
    );
  });

  it('gives each published cell its own row, without a mark', () => {
    const quoted = mixed.cells.filter(({ published }) => published !== undefined);
    assert.equal(quoted.length, 17);
    assert.ok(
      quoted.every(
        ({ mark, p, initialization }) => mark === null && p === null && initialization.endsWith('(arXiv:2108.05930)'),
      ),
    );
  });

  it('says where they come from, in the signs and in the caption', () => {
    const text = formatTable(mixed, 'text').replace(/\s+/g, ' ');
    assert.match(text, /ImageNet \(arXiv:2108\.05930\) 79\.20 ± 0\.34 ‡/);
    assert.match(text, /‡ read from a figure of arXiv:2108\.05930/);
    assert.match(text, /enter no test and no mark here\. Their standard deviations have n in the denominator\./);
  });

  it('is the own table where the literature has none of its tasks', () => {
    const other = tableOf({ nodules: { metric: 'auc', scores: { random: [0.78, 0.79] } } });
    assert.equal(besidePublished(other, paper), other);
  });
});
