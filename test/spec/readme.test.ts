import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readSpec } from '../../spec/read-spec';

describe('the spec in README.md', () => {
  it('is one that this version reads without a complaint', () => {
    const readme = readFileSync(path.resolve(__dirname, '../../README.md'), 'utf8');
    const [, sample] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
    assert.ok(sample);
    assert.deepEqual(readSpec(sample).diagnostics, []);
  });
});
