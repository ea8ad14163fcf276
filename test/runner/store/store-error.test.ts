import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { JournalWriter } from '../../../runner/store/journal-writer';
import { Lease } from '../../../runner/store/lease';
import { asStoreError, StoreError } from '../../../runner/store/store-error';

function errorOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
}

describe('an error of the file system', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'warmstart-store-'));

  it('in the store becomes a sentence with the reason and what to do', () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    const root = path.join(file, 'store');
    const error = asStoreError(
      errorOf(() => Lease.claim(path.join(root, 'lease.json'))),
      root,
    );
    assert.ok(error instanceof StoreError);
    assert.match(error.message, /cannot be written: a part of the path is a file\. Make room or choose another folder/);
  });

  it('on a full disk is told though it names no file', function () {
    if (!existsSync('/dev/full')) this.skip();
    const error = asStoreError(
      errorOf(() => {
        const journal = new JournalWriter('/dev/full');
        journal.write({ type: 'stopped', epoch: 1 });
      }),
      folder,
    );
    assert.ok(error instanceof StoreError);
    assert.match(error.message, /the disk is full/);
  });

  it('in a data folder is not taken for one of the store', () => {
    const error = errorOf(() => readdirSync(path.join(folder, 'file')));
    assert.equal(asStoreError(error, path.join(folder, 'store')), error);
  });
});
