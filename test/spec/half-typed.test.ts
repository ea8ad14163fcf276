import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RandomStream } from '../../runner/random';
import { readSpec } from '../../spec/read-spec';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const specs = readdirSync(EXAMPLES).filter((file) => file.endsWith('.warmstart.yaml'));
const examples = specs.map((file) => readFileSync(join(EXAMPLES, file), 'utf8'));
const options = { path: '/s/a.yaml', environment: { home: '/h' }, fileExists: () => false };

/** Reads without throwing, with every range inside the text, and a spec only where there is no error. */
function assertReads(text: string): void {
  const { spec, diagnostics } = readSpec(text, options);
  for (const { range, fixes = [] } of diagnostics) {
    for (const { start, end } of [range, ...fixes.map((fix) => fix.range)]) {
      assert(start >= 0 && start <= end && end <= text.length, JSON.stringify({ text, start, end }));
    }
  }
  assert.equal(
    spec === null,
    diagnostics.some(({ severity }) => severity === 'error'),
    text,
  );
}

describe('half-typed text', () => {
  it('is read at every stage of typing', () => {
    for (const text of examples) {
      for (let length = 0; length < text.length; length += 3) assertReads(text.slice(0, length));
    }
  });

  it('is read with any line taken out', () => {
    for (const text of examples) {
      const lines = text.split('\n');
      lines.forEach((_, index) => {
        assertReads(lines.toSpliced(index, 1).join('\n'));
      });
    }
  });

  it('is read with characters that mean something to YAML strewn in', () => {
    const random = new RandomStream('half-typed text');
    for (let trial = 0; trial < 600; trial++) {
      let text = examples[random.integer(examples.length)]!;
      for (let slips = 1 + random.integer(3); slips > 0; slips--) {
        const at = random.integer(text.length);
        const character = '{}[]:,-"\'&*!|>%@`#?\t\n~0 '[random.integer(25)]!;
        text = text.slice(0, at) + character + text.slice(at + random.integer(3));
      }
      assertReads(text);
    }
  });

  it('is read where aliases go round or multiply', () => {
    assertReads('tasks: &a [*a]\ninitializations: *a\n');
    assertReads('a: &a [x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\ntasks: *c\ninitializations: [*missing]\n');
  });
});
