import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeUnfinished, replaceFile } from '../../runner/replace-file';

describe('replaceFile', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'replace-file-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('makes folders and shows the file only when it is whole', async () => {
    const path = join(folder, 'a', 'b');
    await replaceFile(path, async (file) => {
      await file.writeFile('half');
      assert.equal((await readdir(join(folder, 'a'))).includes('b'), false);
      await file.writeFile(' and half');
    });
    assert.equal(await readFile(path, 'utf8'), 'half and half');
    assert.deepEqual(await readdir(join(folder, 'a')), ['b']);
  });

  it('leaves what was there, and nothing else, when writing fails', async () => {
    const path = join(folder, 'kept');
    await writeFile(path, 'old');
    const failure = new Error('no space');
    const failing = replaceFile(path, async (file) => {
      await file.writeFile('new');
      throw failure;
    });
    await assert.rejects(failing, failure);
    assert.equal(await readFile(path, 'utf8'), 'old');
    assert.deepEqual(await readdir(folder), ['kept']);
  });

  it('leaves what a kill left half written to be removed, and nothing else with it', async () => {
    const [path, other] = [join(folder, 'kept'), join(folder, 'notes.tmp')];
    await writeFile(other, '');
    // A process that is killed amid writing never comes to its end.
    void replaceFile(path, () => new Promise(() => {}));
    while ((await readdir(folder)).length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    await writeFile(path, 'old');
    await removeUnfinished(folder);
    assert.deepEqual((await readdir(folder)).sort(), ['kept', 'notes.tmp']);
  });
});
