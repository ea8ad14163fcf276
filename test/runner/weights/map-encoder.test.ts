import assert from 'node:assert/strict';
import { mapEncoder } from '../../../runner/weights/map-encoder';
import type { TensorEntry } from '../../../runner/weights/tensor-entry';

const ENCODER = ['conv1.weight', 'bn1.weight', 'bn1.running_mean', 'layer1.0.conv1.weight', 'layer4.1.bn2.running_var'];

function named(names: readonly string[]): TensorEntry[] {
  return names.map((name) => ({ name, kind: 'F32', shape: [1], byteLength: 4, offset: null }));
}

function namesOf(entries: readonly TensorEntry[]): { found: string[]; naming: unknown; dropped: string[] } {
  const mapped = mapEncoder(entries)!;
  return { found: [...mapped.tensors.keys()], naming: mapped.naming, dropped: mapped.dropped.map(({ name }) => name) };
}

function below(prefix: string, names: readonly string[] = ENCODER): string[] {
  return names.map((name) => prefix + name);
}

describe('mapEncoder', () => {
  for (const prefix of [
    '',
    'module.',
    'backbone.',
    'encoder.',
    'module.encoder.',
    'module.backbone.',
    'module.encoder_q.',
  ]) {
    it(`finds the encoder below "${prefix}"`, () => {
      const naming = { kind: 'torchvision', prefix };
      assert.deepEqual(namesOf(named(below(prefix))), { found: ENCODER, naming, dropped: [] });
    });
  }

  it('takes MoCo’s query encoder and leaves momentum encoder and queue', () => {
    const others = [...below('module.encoder_k.'), 'module.queue', 'module.queue_ptr'];
    const entries = named([...others, ...below('module.encoder_q.', [...ENCODER, 'fc.0.weight'])]);
    const naming = { kind: 'torchvision', prefix: 'module.encoder_q.' };
    assert.deepEqual(namesOf(entries), {
      found: ENCODER,
      naming,
      dropped: [...others, 'module.encoder_q.fc.0.weight'],
    });
  });

  it('takes a momentum encoder when there is no other', () => {
    assert.deepEqual(namesOf(named(below('teacher.'))).found, ENCODER);
  });

  it('keeps a U-Net’s decoder out', () => {
    const beside = ['decoder.blocks.0.conv1.0.weight', 'segmentation_head.0.weight'];
    const { found, dropped } = namesOf(named([...below('encoder.'), ...beside]));
    assert.deepEqual([found, dropped], [ENCODER, beside]);
  });

  it('does not take conv1 of a block for the stem', () => {
    const names = ['layer1.0.conv1.weight', 'conv1.weight', 'layer1.0.downsample.0.weight'];
    assert.deepEqual(namesOf(named(below('model.', names))).found, names);
  });

  it('names the children of a sequential encoder', () => {
    const names = ['0.weight', '1.weight', '1.running_mean', '4.0.conv1.weight', '7.1.bn2.running_var'];
    assert.deepEqual(namesOf(named(below('backbone.', names))).found, ENCODER);
  });

  it('says why it leaves tensors out', () => {
    const beside = [
      'encoder_k.conv1.weight',
      'queue',
      'fc.weight',
      'bn1.num_batches_tracked',
      'projection_head.0.weight',
    ];
    assert.deepEqual(
      mapEncoder(named([...ENCODER, ...beside]))!.dropped.map(({ reason }) => reason),
      [
        'momentum copy of the encoder',
        'queue of negatives',
        'classifier',
        'a counter that only training needs',
        'projection head',
      ],
    );
  });

  it('tells parts of another network within the encoder from heads, counters and copies beside it', () => {
    const foreign = ['layer1.0.se.fc1.weight', 'conv1.bias', 'layer2.0.downsample.1.filt'];
    const beside = [
      'bn1.num_batches_tracked',
      'layer1.0.conv1.total_ops',
      'conv1.weight.exp_avg',
      'layer5.conv2d_list.0.weight',
      'fc.weight',
      'ema.layer1.0.se.fc1.weight',
      'copy.layer1.0.se.fc1.weight',
      'decoder.layer1.0.weight',
    ];
    for (const prefix of ['', 'module.']) {
      const mapped = mapEncoder(named(below(prefix, [...ENCODER, ...foreign, ...beside])))!;
      assert.deepEqual(
        mapped.foreign.map(({ name }) => name),
        below(prefix, foreign),
      );
      const reasons = new Map(mapped.dropped.map(({ name, reason }) => [name.slice(prefix.length), reason]));
      assert.equal(reasons.get('layer1.0.se.fc1.weight'), 'part of an encoder that is no ResNet');
      assert.equal(reasons.get('copy.layer1.0.se.fc1.weight'), 'another encoder');
      assert.equal(reasons.get('fc.weight'), 'classifier');
    }
  });

  it('finds nothing in other networks', () => {
    assert.equal(mapEncoder(named(['blocks.0.attn.qkv.weight', 'patch_embed.proj.weight'])), null);
    assert.equal(mapEncoder([]), null);
  });
});
