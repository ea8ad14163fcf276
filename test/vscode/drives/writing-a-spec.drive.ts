import assert from 'node:assert/strict';
import { experimentText, SPEC_NAME } from '../experiment';
import { stage } from './stage';

describe('writing a spec', () => {
  const at = stage({ mistake: ['protocol: quick', 'protocl: quick'] });
  const text = experimentText();

  it('marks a mistyped key and says what it is', async () => {
    const { workbench } = at();
    await workbench.open(SPEC_NAME);
    await workbench.editor.locator('.squiggly-error').first().waitFor();
    const problems = await workbench.problems();
    assert.ok(
      problems.some((problem) => problem.includes('protocl')),
      `the problems are: ${problems.join('; ')}`,
    );
    await workbench.screenshot('spec with a mistake');
  });

  it('mends it by a quick fix', async () => {
    const { workbench } = at();
    await workbench.open(SPEC_NAME);
    await workbench.cursorAfter('protoc', text);
    await workbench.quickFix(/Change to .*protocol/);
    await workbench.editor.locator('.squiggly-error').waitFor({ state: 'detached' });
    assert.match(await workbench.visibleText(), /^protocol: quick$/m);
  });

  it('explains the key below the cursor', async () => {
    const { workbench } = at();
    await workbench.cursorAfter('\nrun', text);
    assert.match(await workbench.hover(), /Fine-tuning runs per cell/);
    await workbench.page.keyboard.press('Escape');
  });

  it('completes names that the spec and the catalog know', async () => {
    const { workbench } = at();
    await workbench.cursorAfter('from: random', text);
    for (const _ of 'random') await workbench.page.keyboard.press('Backspace');
    const labels = await workbench.completions();
    await workbench.screenshot('completion');
    assert.ok(labels.includes('random'), labels.join());
    await workbench.type('ran');
    await workbench.page.keyboard.press('Enter');
    assert.match(await workbench.visibleText(), /pretrain: \{from: random, on/);
  });

  it('offers to run the experiment, each task and each initialization', async () => {
    const { workbench } = at();
    await workbench.page.keyboard.press('Control+Home');
    const lenses = workbench.editor.locator('.codelens-decoration a');
    await lenses.filter({ hasText: 'Run all' }).waitFor();
    const titles = await lenses.allInnerTexts();
    for (const title of ['Run all', 'Run this task', 'Run this initialization']) {
      assert.ok(
        titles.some((lens) => lens.includes(title)),
        `no ${title} among ${titles.join(', ')}`,
      );
    }
  });
});
