import assert from 'node:assert/strict';
import { insertInitialization } from '../../spec/insert-initialization';
import { readSpec } from '../../spec/read-spec';

const ENTRY = { name: 'moco', weights: 'runs/moco.pth' };
const ADDED = '{name: moco, weights: runs/moco.pth}';

function inserted(text: string, entry = ENTRY): string | null {
  const edit = insertInitialization(text, entry);
  return edit && text.slice(0, edit.range.start) + edit.newText + text.slice(edit.range.end);
}

describe('adding a checkpoint to a spec', () => {
  const tasks = 'tasks: [VFS]\n';
  const cases: readonly (readonly [string, string, string])[] = [
    ['ends a block list', 'initializations:\n  - random\n', `initializations:\n  - random\n  - ${ADDED}\n`],
    [
      'keeps the distance and what follows',
      'initializations:\n- random\n- name: a\n  weights: a.pth\n\nruns: 3\n',
      `initializations:\n- random\n- name: a\n  weights: a.pth\n- ${ADDED}\n\nruns: 3\n`,
    ],
    ['ends a list in brackets', 'initializations: [random]\n', `initializations: [random, ${ADDED}]\n`],
    ['fills empty brackets', 'initializations: []\n', `initializations: [${ADDED}]\n`],
    ['fills an empty key', 'initializations:\nruns: 3\n', `initializations:\n  - ${ADDED}\nruns: 3\n`],
    ['adds the key', 'runs: 3', `runs: 3\ninitializations:\n  - ${ADDED}\n`],
  ];
  for (const [what, before, after] of cases) {
    it(what, () => {
      assert.equal(inserted(tasks + before), tasks + after);
      assert.deepEqual(readSpec(tasks + after).spec?.initializations.at(-1)?.name, 'moco');
    });
  }

  it('quotes names that YAML would read otherwise', () => {
    const entry = { name: 'a: b, {c}', weights: '../x #1.pth' };
    const { spec } = readSpec(inserted('tasks: [VFS]\ninitializations: [random]\n', entry)!);
    const added = spec?.initializations.at(-1);
    assert.equal(added?.name, entry.name);
    assert.equal(added?.source === 'file' && added.file, entry.weights);
  });

  it('leaves a spec alone whose initializations are no list', () => {
    assert.equal(inserted('tasks: [VFS]\ninitializations: random\n'), null);
  });
});
