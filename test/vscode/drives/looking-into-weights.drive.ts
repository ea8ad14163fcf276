import assert from 'node:assert/strict';
import { copyFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { unpackGolden } from '../../runner/weights/golden-files';
import { SPEC_NAME } from '../experiment';
import { stage } from './stage';

const FILE = 'moco_v2_800ep_pretrain.pth.tar';

describe('looking into weights', () => {
  const at = stage();
  const golden = unpackGolden('layouts');

  before(() => copyFileSync(path.join(golden, FILE), path.join(at().folder, FILE)));
  after(() => rmSync(golden, { recursive: true }));

  it('tells which encoder a checkpoint fills, and what else lies in it', async () => {
    const { workbench } = at();
    await workbench.openTab(FILE);
    const editor = await workbench.webview('.verdict');
    const text = await editor.locator('main').innerText();
    assert.match(text, /Published under this name: MoCo-v2/);
    assert.match(text, /100 % of a resnet50 encoder/);
    assert.match(text, /50 layers, as in a ResNet-50/);
    assert.match(text, /MoCo: query encoder behind module\.encoder_q\./);
    assert.match(text, /momentum copy of the encoder/);
    assert.match(text, /RGB, values in \[0, 1\]/);
  });

  it('shows the numbers of a tensor that is opened', async () => {
    const { workbench } = at();
    const editor = await workbench.webview('.verdict');
    for (const label of ['module.', 'encoder_q.', 'conv1.weight'])
      await editor
        .locator('summary', { has: editor.getByText(label, { exact: true }) })
        .first()
        .click();
    await editor.locator('svg[role="img"]').waitFor();
    assert.match(await editor.locator('.statistics').first().innerText(), /standard deviation/);
    await workbench.screenshot('weights');
  });

  it('can be used in a spec with one click', async () => {
    const { workbench } = at();
    const editor = await workbench.webview('.verdict');
    await editor.getByRole('button', { name: 'Use in a spec' }).click();
    await workbench.page.getByRole('tab', { name: SPEC_NAME }).waitFor();
    const added = '- {name: moco_v2_800ep_pretrain, weights: moco_v2_800ep_pretrain.pth.tar}';
    await workbench.editor.getByText('moco_v2_800ep_pretrain.pth.tar').first().waitFor();
    assert.ok((await workbench.visibleText()).includes(added), await workbench.visibleText());
    await workbench.page.keyboard.press('Control+S');
  });

  for (const theme of ['light', 'high contrast'] as const) {
    it(`can be read in the ${theme} theme`, async () => {
      await at().theme(theme);
      const { workbench } = at();
      await workbench.openTab(FILE);
      await workbench.webview('.verdict');
      await workbench.screenshot(`weights, ${theme}`);
    });
  }
});
