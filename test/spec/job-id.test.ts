import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../spec/canonical-json';
import { jobId, runSeed } from '../../spec/job-id';

/** Python's json and hashlib; refreshed by `python3 make_job_id.py` in the folder golden. */
const golden = JSON.parse(readFileSync(join(import.meta.dirname, 'golden/job-id.json'), 'utf8'));

describe('jobId', () => {
  it('agrees with another implementation, whatever the order of the keys', () => {
    assert.equal(canonicalJson(golden.job), golden.canonical);
    assert.equal(jobId(golden.job), golden.id);
    assert.equal(jobId(Object.fromEntries(Object.entries(golden.job).reverse()) as typeof golden.job), golden.id);
  });
});

describe('runSeed', () => {
  it('agrees with another implementation', () => {
    for (const [key, seed] of Object.entries(golden.seeds)) {
      const [specSeed, run] = key.split('/').map(Number);
      assert.equal(runSeed(specSeed!, run!), seed);
    }
  });

  it('gives a thousand runs different seeds that fit into 31 bits', () => {
    const seeds = Array.from({ length: 1000 }, (_, run) => runSeed(1, run));
    assert.equal(new Set(seeds).size, 1000);
    assert(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31));
  });
});
