import assert from 'node:assert/strict';
import { type TreeNode, tensorTree } from '../../webviews/weights/tensor-tree';

function outline(nodes: readonly TreeNode[]): unknown[] {
  return nodes.map((node) => (node.kind === 'tensor' ? node.label : { [node.label]: outline(node.children) }));
}

function treeOf(...names: string[]) {
  return tensorTree(names.map((name) => ({ name, dtype: 'float32', shape: [2], size: 8 })));
}

describe('the tree of tensors', () => {
  it('groups names by their parts, in the order of the file', () => {
    assert.deepEqual(
      outline(treeOf('conv1.weight', 'bn1.weight', 'bn1.bias', 'layer1.0.conv1.weight', 'layer1.1.conv1.weight')),
      ['conv1.weight', { 'bn1.': ['weight', 'bias'] }, { 'layer1.': ['0.conv1.weight', '1.conv1.weight'] }],
    );
  });

  it('joins groups of one, so that a prefix of all tensors takes one line', () => {
    assert.deepEqual(outline(treeOf('module.encoder_q.conv1.weight', 'module.encoder_q.bn1.bias')), [
      { 'module.encoder_q.': ['conv1.weight', 'bn1.bias'] },
    ]);
  });

  it('takes apart the names of TensorFlow’s variables', () => {
    assert.deepEqual(outline(treeOf('base_model/conv2d/kernel', 'base_model/conv2d_1/kernel')), [
      { 'base_model/': ['conv2d/kernel', 'conv2d_1/kernel'] },
    ]);
  });

  it('keeps a tensor that is called as a group is, and counts and sizes groups', () => {
    const [tensor, group] = treeOf('a', 'a.b', 'a.c');
    assert.equal(tensor?.kind, 'tensor');
    assert(group?.kind === 'group');
    assert.deepEqual([group.count, group.size], [2, 16]);
  });
});
