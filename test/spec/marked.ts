import assert from 'node:assert/strict';
import type { Range } from '../../spec/diagnostic';
import { type ReadSpecOptions, readSpec, type SpecReading } from '../../spec/read-spec';

/** Text with places marked as «…», and the places. */
export function marked(text: string): { readonly text: string; readonly ranges: readonly Range[] } {
  const ranges: Range[] = [];
  let plain = '';
  for (const part of text.split(/(«[^»]*»)/)) {
    const content = part.replace(/^«|»$/g, '');
    if (part.startsWith('«')) ranges.push({ start: plain.length, end: plain.length + content.length });
    plain += content;
  }
  return { text: plain, ranges };
}

/** Reads the text without its marks, and asserts that the diagnostics have these codes, one at each mark, in the order of the text. */
export function assertDiagnostics(text: string, codes: readonly string[], options?: ReadSpecOptions): SpecReading {
  const { text: plain, ranges } = marked(text);
  const reading = readSpec(plain, options);
  assert.deepEqual(
    reading.diagnostics.map(({ code, range }) => ({ code, at: plain.slice(range.start, range.end), ...range })),
    codes.map((code, index) => ({ code, at: plain.slice(ranges[index]?.start, ranges[index]?.end), ...ranges[index] })),
  );
  return reading;
}

/** The text after the first quick fix of the first diagnostic. */
export function mended({ text, diagnostics }: SpecReading): string {
  const fix = diagnostics[0]?.fixes?.[0];
  assert(fix, 'The first diagnostic has no fix.');
  return text.slice(0, fix.range.start) + fix.newText + text.slice(fix.range.end);
}
