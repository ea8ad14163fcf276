import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashFile } from '../../../runner/weights/hash-file';

describe('the hash of a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hash-'));
  after(() => rmSync(folder, { recursive: true }));

  for (const [what, size] of [
    ['small', 1000],
    ['large', 9 * 2 ** 20],
  ] as const) {
    it(`is of what it holds now, whatever its time says: ${what}`, async () => {
      const file = join(folder, what);
      for (const byte of [1, 2]) {
        const content = Buffer.alloc(size, byte);
        writeFileSync(file, content);
        utimesSync(file, 0, 0);
        for (let again = 0; again < 2; again++)
          for (const algorithm of ['sha256', 'md5'] as const)
            assert.equal(await hashFile(file, algorithm), createHash(algorithm).update(content).digest('hex'));
      }
    });
  }

  it('is asked for again once a file is there that was not', async () => {
    const file = join(folder, 'late');
    await assert.rejects(hashFile(file), { code: 'ENOENT' });
    writeFileSync(file, '');
    assert.equal(await hashFile(file), createHash('sha256').digest('hex'));
  });
});
