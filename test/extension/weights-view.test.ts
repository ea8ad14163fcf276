import assert from 'node:assert/strict';
import { copyFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { weightsView } from '../../extension/weights-view';
import { inspectWeights } from '../../runner/weights/inspect-weights';
import { unpackGolden } from '../runner/weights/golden-files';

const FILE = 'moco_v2_800ep_pretrain.pth.tar';

describe('what the weights editor is sent', () => {
  const folder = unpackGolden('layouts');
  after(() => rmSync(folder, { recursive: true }));

  it('has the layout and the depth of a published checkpoint, and what is known of it', async () => {
    const { encoder, laidOutAs, publishedAs } = weightsView(await inspectWeights(path.join(folder, FILE)));
    assert.match(laidOutAs!, /^MoCo: /);
    assert.equal(encoder!.depth, 50);
    const [moco] = publishedAs;
    assert.equal(moco!.title, 'MoCo-v2');
    const facts = new Map(moco!.facts.map(({ title, text }) => [title, text]));
    assert.equal(facts.get('Licence'), 'CC-BY-NC-4.0');
    assert.match(facts.get('Expects')!, /^RGB, values in \[0, 1\], /);
    assert.equal(facts.has('File'), false);
  });

  it('knows the layout under another name, too', async () => {
    const renamed = path.join(folder, 'mine.pth');
    copyFileSync(path.join(folder, FILE), renamed);
    const { laidOutAs, publishedAs } = weightsView(await inspectWeights(renamed));
    assert.match(laidOutAs!, /^MoCo: /);
    assert.deepEqual(publishedAs, []);
  });
});
