import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIAGNOSTIC_CODES } from '../../spec/diagnostic';
import { readSpec } from '../../spec/read-spec';

const page = readFileSync(join(import.meta.dirname, '../../docs/diagnostics.md'), 'utf8');

const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const samples = [...section.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, sample]) => sample!);
      return [section.slice(0, section.indexOf('\n')), { section, samples }];
    }),
);

function diagnosticsOf(sample: string) {
  const options = {
    path: '/specs/sample.warmstart.yaml',
    environment: { home: '/home/me' },
    fileExists: (path: string) => !path.includes('no-such') && !path.endsWith('.pth'),
  };
  return readSpec(sample, options).diagnostics;
}

describe('docs/diagnostics.md', () => {
  it('has a section for every code, in the order of the code', () => {
    assert.deepEqual([...sections.keys()], [...DIAGNOSTIC_CODES]);
  });

  for (const code of DIAGNOSTIC_CODES) {
    it(`shows a spec that gets ${code} with the severity it says, and one that gets nothing`, () => {
      const { section, samples } = sections.get(code)!;
      assert.equal(samples.length, 2);
      const found = diagnosticsOf(samples[0]!);
      assert(found.some((diagnostic) => diagnostic.code === code));
      for (const { severity } of found) assert.match(section, new RegExp(`\\b${severity}\\b`, 'i'));
      assert.deepEqual(diagnosticsOf(samples[1]!), []);
    });
  }
});
