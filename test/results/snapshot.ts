/**
 * Golden files of what readers see. After a change that is meant, write them anew and read the difference:
 * WARMSTART_REFRESH=1 npx mocha --no-config -r tsx 'test/results/*.test.ts'
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';

export function assertSnapshot(name: string, actual: string): void {
  const file = new URL(`golden/${name}`, import.meta.url);
  if (process.env.WARMSTART_REFRESH !== undefined) writeFileSync(file, actual);
  assert.equal(
    actual,
    readFileSync(file, 'utf8'),
    `${name} has changed. If it was meant: WARMSTART_REFRESH=1 npx mocha --no-config -r tsx 'test/results/*.test.ts'`,
  );
}
