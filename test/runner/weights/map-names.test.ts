import assert from 'node:assert/strict';
import { mapToTorchvision } from '../../../runner/weights/map-names';
import type { NamedTensor } from '../../../runner/weights/named-tensors';

const ENCODER = ['conv1.weight', 'bn1.weight', 'bn1.running_mean', 'layer1.0.conv1.weight', 'layer4.1.bn2.running_var'];

function named(names: readonly string[]): Map<string, NamedTensor> {
  return new Map(names.map((name, index) => [name, { shape: [1], data: Float32Array.of(index) }]));
}

function below(prefix: string, names: readonly string[] = ENCODER): string[] {
  return names.map((name) => prefix + name);
}

describe('mapToTorchvision', () => {
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
      const mapped = mapToTorchvision(named(below(prefix)));
      assert.deepEqual([...mapped!.weights.keys()], ENCODER);
      assert.equal(mapped!.prefix, prefix);
      assert.deepEqual(mapped!.outside, []);
    });
  }

  it('takes MoCo’s query encoder and leaves momentum encoder and queue', () => {
    const others = [...below('module.encoder_k.'), 'module.queue', 'module.queue_ptr'];
    const mapped = mapToTorchvision(named([...others, ...below('module.encoder_q.', [...ENCODER, 'fc.0.weight'])]));
    assert.equal(mapped!.prefix, 'module.encoder_q.');
    assert.deepEqual([...mapped!.weights.keys()], [...ENCODER, 'fc.0.weight']);
    assert.deepEqual(mapped!.outside, others);
  });

  it('takes a momentum encoder when there is no other', () => {
    assert.equal(mapToTorchvision(named(below('teacher.')))!.prefix, 'teacher.');
  });

  it('keeps a U-Net’s decoder out', () => {
    const mapped = mapToTorchvision(
      named([...below('encoder.'), 'decoder.blocks.0.conv1.0.weight', 'segmentation_head.0.weight']),
    );
    assert.deepEqual([...mapped!.weights.keys()], ENCODER);
    assert.equal(mapped!.outside.length, 2);
  });

  it('does not take conv1 of a block for the stem', () => {
    const mapped = mapToTorchvision(
      named(below('model.', ['layer1.0.conv1.weight', 'conv1.weight', 'layer1.0.downsample.0.weight'])),
    );
    assert.equal(mapped!.prefix, 'model.');
  });

  it('names the children of a sequential encoder', () => {
    const names = ['0.weight', '1.weight', '1.running_mean', '4.0.conv1.weight', '7.1.bn2.running_var'];
    const mapped = mapToTorchvision(named(below('backbone.', names)));
    assert.deepEqual([...mapped!.weights.keys()], ENCODER);
  });

  it('finds nothing in other networks', () => {
    assert.equal(mapToTorchvision(named(['blocks.0.attn.qkv.weight', 'patch_embed.proj.weight'])), null);
    assert.equal(mapToTorchvision(named([])), null);
  });
});
