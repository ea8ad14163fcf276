import assert from 'node:assert/strict';
import type { Assumptions } from '../../../results/literature/assumptions';
import { audit } from '../../../results/literature/audit';
import { auditText } from '../../../results/literature/audit-text';
import { publishedResults } from '../../../spec/published-results';
import golden from './golden/audit.json';

const paper = publishedResults();
const tableOf = (name: string, assume?: Partial<Assumptions>) =>
  audit(paper, assume).find((table) => table.name === name)!;

describe('the audit of the paper', () => {
  it('agrees with SciPy on every p-value and every count, under every assumption', () => {
    assert.equal(golden.cases.length, 24);
    for (const { table, held, p, ...assume } of golden.cases) {
      const found = tableOf(table, assume as Assumptions);
      const where = `${table}, ${JSON.stringify(assume)}`;
      assert.equal(found.held, held, where);
      assert.equal(found.claims.length, p.length, where);
      for (const [index, claim] of found.claims.entries()) {
        const expected = p[index]!;
        if (claim.p === null) assert.equal(expected, null);
        else assert.ok(Math.abs(claim.p - expected) <= 1e-10, `${where}: ${claim.initialization} on ${claim.task}`);
      }
    }
  });

  it('finds 85 of the 98 marks of the self-supervised figure, and 90 by direction alone', () => {
    const { held, sameDirection, claims } = tableOf('self-supervised');
    assert.deepEqual([held, sameDirection, claims.length], [85, 90, 98]);
  });

  it('finds that two marks of the LXS column fail whatever is assumed', () => {
    const failed = tableOf('domain-adapted').claims.filter(({ status }) => status === 'failed');
    assert.deepEqual(
      failed.map(({ task, initialization }) => `${task} ${initialization}`),
      ['LXS imagenet', 'LXS chexpert'],
    );
  });

  it('finds that ImageNet on DXC5 hangs on the denominator of the standard deviation', () => {
    const find = (assume?: Partial<Assumptions>) =>
      tableOf('domain-adapted', assume).claims.find(
        ({ task, initialization }) => task === 'DXC5' && initialization === 'imagenet',
      )!;
    assert.ok(find().holds && find().status === 'flips' && find().flipsWith.includes('ddof'));
    assert.ok(!find({ ddof: 1 }).holds);
  });

  it('ends in the count of the self-supervised figure', () => {
    assert.match(
      auditText(paper.source, audit(paper)),
      /24 of 26 marks .*\n6 of 7 p-values .*\n90 of 98 .*\n85 of 98 marks of the self-supervised figure hold\n$/,
    );
  });
});
