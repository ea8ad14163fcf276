import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { renderReport } from '../../results/report/render-report';
import type { Cell } from '../../spec/cell';
import { EXAMPLE_REPORT } from './example-report';
import { tableOf } from './experiment';
import { assertSnapshot } from './snapshot';

const html = renderReport(EXAMPLE_REPORT);

describe('the report', () => {
  it('is the same for the same experiment', () => {
    assertSnapshot('report.html', html);
  });

  it('loads nothing, runs nothing and allows only its own stylesheet', () => {
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)!;
    const [, style] = /<style>([\s\S]*?)<\/style>/.exec(html)!;
    const hash = createHash('sha256').update(style!).digest('base64');
    assert.equal(
      policy!.replaceAll('&#39;', "'"),
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    assert.doesNotMatch(
      html,
      /<(script|link|img|iframe|object|form|meta http-equiv="refresh)|\s(src|href|style|on\w+)=|url\(|@import/i,
    );
  });

  it('shows what strangers wrote as text', () => {
    assert.ok(html.includes('&lt;script&gt;alert(1)&lt;/script&gt; is no checkpoint.'));
    assert.ok(html.includes('50% &amp; more &lt;b&gt;'));
    assert.ok(html.includes('aria-label="Test Dice of every run on vessels &quot;fine&quot;"'));
  });

  it('tells no reader where the store lies', () => {
    assert.match(html, /<td class="path">pre-trained here<\/td>/);
    assert.doesNotMatch(html, /encoder\.safetensors/);
  });

  it('warns of weights that no training left', () => {
    const [first, ...others] = EXAMPLE_REPORT.weights;
    const proof = { differing: 1, zeros: 0, batchNorm: { layers: 53, updated: 0, smallestVariance: 1 } };
    const weights = [{ ...first!, report: { ...first!.report, proof } }, ...others];
    const warning = 'Warning: upstream → clinic on nodules: batch norm never updated. Check that';
    assert.ok(renderReport({ ...EXAMPLE_REPORT, weights }).includes(warning));
    assert.ok(!html.includes(warning));
  });

  it('says what published weights were trained to see, and what each task shows them', () => {
    const { plan } = EXAMPLE_REPORT;
    const cells = plan.cells.map((cell): Cell => {
      if (cell.initialization !== 'random') return cell;
      const { job } = cell;
      const normalisation = cell.task === 'nodules' ? 'none' : 'imagenet';
      const training = { ...job.training, normalisation } as const;
      const initialization = { source: 'file', file: 'simclr-v2', allowPartial: false } as const;
      return { ...cell, initialization: 'SimCLR', job: { ...job, training, initialization } };
    });
    const page = renderReport({ ...EXAMPLE_REPORT, plan: { ...plan, cells } });
    assert.match(page, /<th scope="row">Normalisation<\/th><td>imagenet; none for SimCLR<\/td><td>imagenet<\/td>/);
    assert.match(
      page,
      /<b>SimCLR<\/b> was trained to see RGB, values in \[0, 1\], not normalised, with TensorFlow’s padding \(SAME\) of the max pooling, which no network here has; it is shown something else on vessels &quot;fine&quot;\./,
    );
  });

  it('opens and closes its elements in pairs', () => {
    const open: string[] = [];
    for (const [, end, name, empty] of html
      .replace(/<style>[\s\S]*?<\/style>/, '')
      .matchAll(/<(\/?)([a-z]\w*)[^>]*?(\/?)>/g)) {
      if (empty === '/' || name === 'meta') continue;
      if (end === '') open.push(name!);
      else assert.equal(open.pop(), name);
    }
    assert.deepEqual(open, []);
  });

  it('says it in every part: answers, table, comparisons, figures, protocol, data, environment, command and spec', () => {
    for (const part of [
      'has the highest mean (84.2\u00a0±\u00a00.3, n\u00a0=\u00a03)',
      'title="↓ worse, p &lt; 0.001">↓ p &lt; 0.001<',
      '−15.48 to −11.93',
      'Validation Dice by epoch',
      'Adam, 0.001',
      '9f86d081884c7d65',
      'left out, as the spec allows: of vessels &quot;fine&quot; (2 images).',
      '99.9 % (704999 of 705000 values)',
      'AUC by class',
      '85.00 ± 1.41',
      'Both kinds of Dice',
      'random differs from upstream → clinic over runs, but not over 48 patients (144 test images)',
      '61.20 to 79.80',
      '−28.10 to +1.20',
      'a|b_c *d*, run 2',
      'No run of this task has left predictions',
      '99.9 %</td><td>53 of 53',
      'not found in the file: conv1.bias',
      'CPU (AVX2, 2 threads)',
      'warmstart run study.warmstart.yaml',
      'initializations: [random, upstream → clinic]',
      '4 runs failed',
    ]) {
      assert.ok(html.includes(part), `${part} is missing`);
    }
  });

  it("shows Hsu's intervals for every initialization, the best too", () => {
    const scores = { a: [0.9, 0.91, 0.92], b: [0.5, 0.52, 0.51], c: [0.9, 0.9, 0.91] };
    const table = tableOf(
      { vessels: { metric: 'dice', scores } },
      { test: 'student', alternative: 'less', correction: 'hsu', margin: null },
    );
    const shown = renderReport({ ...EXAMPLE_REPORT, table, overCases: [] });
    assert.match(shown, /Against the best of the others/);
    assert.match(shown, /<th scope="row">a<\/th><td>\+0\.67<\/td><td>−\d\.\d\d to \+\d\.\d\d<\/td><td>—<\/td>/);
    assert.match(shown, /<th scope="row">b<\/th><td>−40\.00<\/td><td>−\d+\.\d\d to 0\.00<\/td><td>&lt; 0\.001<\/td>/);
    assert.match(shown, /Intervals hold all at once/);
  });

  it('ranks over all tasks where there are enough of them', () => {
    const scores = (lead: number) => ({ a: [0.9, 0.91], b: [0.8 + lead, 0.82], c: [0.5, 0.52] });
    const table = tableOf({
      vessels: { metric: 'dice', scores: scores(0) },
      nodules: { metric: 'auc', scores: scores(0.15) },
    });
    const shown = renderReport({ ...EXAMPLE_REPORT, table, overCases: [] });
    assert.match(shown, /<h2>Over all tasks<\/h2>/);
    assert.match(shown, /no difference can be shown, whatever the scores/);
    assert.match(shown, /aria-label="Small study: mean ranks over 2 tasks"/);
    assert.doesNotMatch(html, /Over all tasks/);
  });

  it('can be written before anything has run', () => {
    const table = tableOf({ vessels: { metric: 'dice', scores: { random: ['waiting'], upstream: ['waiting'] } } });
    const empty = renderReport({
      ...EXAMPLE_REPORT,
      table,
      curves: [],
      parts: [],
      overCases: [],
      data: [],
      weights: [],
      failures: [],
      environments: [],
    });
    assert.ok(empty.includes('On vessels, no run has finished yet.'));
    assert.doesNotMatch(empty, /NaN|undefined|Infinity/);
  });
});
