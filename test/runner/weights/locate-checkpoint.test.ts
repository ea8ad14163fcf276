import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CatalogInitialization } from '../../../catalog/initializations';
import { findCatalogInitialization } from '../../../catalog/initializations';
import { MOCO } from '../../../catalog/weight-layouts/moco';
import { SIMCLR } from '../../../catalog/weight-layouts/simclr';
import { TORCHVISION } from '../../../catalog/weight-layouts/torchvision';
import { locateCheckpoint } from '../../../runner/weights/locate-checkpoint';

describe('checkpoints of the catalog', () => {
  const folder = mkdtempSync(join(tmpdir(), 'warmstart-weights-'));
  after(() => rmSync(folder, { recursive: true }));

  function put(name: string, content = name): string {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  function entry(name: string): CatalogInitialization {
    const found = findCatalogInitialization(name);
    assert(found);
    return found;
  }

  const expectedAt = (name: string) => join(folder, entry(name).files[0]!.name);

  it('are found where they are expected, with the layout that is declared for the file', async () => {
    const path = put('PCL_v1_epoch200.pth.tar');
    assert.deepEqual(await locateCheckpoint(entry('pcl-v1'), path), { path, layout: MOCO, published: null });
  });

  it('are found by name in folders below', async () => {
    const path = put('self-supervised/li/PCL_v2_epoch200.pth.tar');
    assert.deepEqual(await locateCheckpoint(entry('pcl-v2'), expectedAt('pcl-v2')), {
      path,
      layout: MOCO,
      published: null,
    });
  });

  it('are found by hash under another name', async () => {
    const content = 'as good as weights';
    const start = createHash('sha256').update(content).digest('hex').slice(0, 8);
    const path = put('renamed.pth', content);
    const hashed = {
      ...entry('imagenet'),
      files: [{ name: 'a.pth', layout: TORCHVISION, hash: { algorithm: 'sha256', start } }],
    } as const;
    const published = { sha256: start, source: hashed.source };
    assert.deepEqual(await locateCheckpoint(hashed, join(folder, 'a.pth')), { path, layout: TORCHVISION, published });
  });

  it('are what their authors published, where these say an MD5', async () => {
    const path = put('md5/moco_v1_200ep_pretrain.pth.tar');
    const other = { code: 'other-file', message: /whose MD5 begins with b251726a; this one's begins with .*moco\)/ };
    await assert.rejects(locateCheckpoint(entry('moco-v1'), path), other);
    const start = createHash('md5').update('moco_v1').digest('hex').slice(0, 8);
    const name = 'moco_v1_200ep_pretrain.pth.tar';
    const hashed = { ...entry('moco-v1'), files: [{ name, layout: MOCO, hash: { algorithm: 'md5', start } }] } as const;
    put('md5/moco_v1_200ep_pretrain.pth.tar', 'moco_v1');
    assert.deepEqual(await locateCheckpoint(hashed, path), { path, layout: MOCO, published: null });
  });

  it('are files: folders that are called like one, and links to nothing, are passed over', async () => {
    const { name } = entry('pcl-v2').files[0]!;
    mkdirSync(join(folder, 'apart/weights.pth'), { recursive: true });
    mkdirSync(join(folder, 'apart', name));
    symlinkSync('nowhere.pth', join(folder, 'apart/gone.pth'));
    const expected = join(folder, 'apart', name);
    await assert.rejects(locateCheckpoint(entry('pcl-v2'), expected), { code: 'not-found' });
    mkdirSync(join(folder, 'apart/a'));
    symlinkSync('nowhere', join(folder, 'apart/a', name));
    const path = put(`apart/b/${name}`);
    assert.deepEqual(await locateCheckpoint(entry('pcl-v2'), expected), { path, layout: MOCO, published: null });
  });

  it('of TensorFlow are folders, whose .index is read', async () => {
    const path = put('ResNet50_1x/model.ckpt-225206.index');
    assert.deepEqual(await locateCheckpoint(entry('simclr-v1'), expectedAt('simclr-v1')), {
      path,
      layout: SIMCLR,
      published: null,
    });
    put('r50_1x_sk0/nothing.txt');
    await assert.rejects(locateCheckpoint(entry('simclr-v2'), expectedAt('simclr-v2')), { code: 'not-found' });
  });

  it('that are nowhere are asked for, with their names and where they come from', async () => {
    await assert.rejects(locateCheckpoint(entry('byol'), expectedAt('byol')), (error: Error) => {
      assert.match(error.message, /pretrain_res50x1\.pkl/);
      assert.match(error.message, /deepmind-research/);
      return true;
    });
  });
});
