import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { SPEC_NAME } from '../experiment';
import { stage, THEMES, type Theme } from './stage';
import { StoreWatch } from './store-watch';

describe('running an experiment', () => {
  const at = stage({ epochs: 160, runs: 3 });
  const watch = () => new StoreWatch(path.join(at().folder, SPEC_NAME));

  it('starts from the command palette', async () => {
    const { workbench } = at();
    await workbench.open(SPEC_NAME);
    await workbench.command('Warmstart: Run');
    const store = watch();
    await store.until('a runner is at work', () => store.runners().length === 1);
  });

  it('draws curves that grow as the cells train', async () => {
    const { workbench } = at();
    await workbench.command('Warmstart: Show Live Metrics');
    const live = await workbench.webview('canvas:visible');
    // Only what is in sight is drawn, and the pre-training is soon over.
    await live.locator('summary', { hasText: 'Pre-training' }).click();
    const store = watch();
    await store.until('a curve is drawn', async () => (await drawnPixels(live)) > 0);
    const [epochs, picture] = [store.epochs(), await curves(live)];
    await store.until('ten more epochs', () => store.epochs() >= epochs + 10);
    await store.until('the curves change', async () => (await curves(live)) !== picture);
    await workbench.screenshot('live metrics');
  });

  it('goes on while the window reloads, and the panel comes back with what was drawn', async () => {
    const { workbench } = at();
    const store = watch();
    const [runner] = store.runners();
    const before = store.epochs();
    await workbench.reload();
    const live = await workbench.webview('canvas:visible');
    await store.until('a curve is drawn again', async () => (await drawnPixels(live)) > 0);
    await store.until('training went on', () => store.epochs() > before);
    assert.deepEqual(store.runners(), [runner], 'another runner is at work, or none');
    await workbench.screenshot('after reload');
  });

  it('stops from the command palette, and keeps what is done', async () => {
    const { workbench } = at();
    const store = watch();
    await workbench.command('Warmstart: Stop');
    await store.until('no runner is at work', () => store.runners().length === 0);
    assert.ok(!store.allFinished(), 'the experiment was over before it could be stopped; give it more epochs');
    await workbench.screenshot('stopped');
  });

  it('resumes to the end, and shows the table', async () => {
    const { workbench } = at();
    const store = watch();
    const before = store.epochs();
    await workbench.command('Warmstart: Resume');
    await store.until('training goes on', () => store.epochs() > before);
    await store.until('every run is finished', () => store.allFinished(), 200);
    await workbench.command('Warmstart: Show Results');
    const results = await workbench.webview('table');
    await store.until('both means are there', async () => (await scores(results)).length === 2);
    assert.match(await results.locator('body').innerText(), /Welch/);
  });

  it('saves the report beside the spec, where the table offers to', async () => {
    const { workbench, folder } = at();
    const results = await workbench.webview('table');
    await results.getByRole('button', { name: 'Save report' }).click();
    await workbench.page.locator('.quick-input-widget input').waitFor();
    await workbench.screenshot('where to save the report');
    await workbench.page.keyboard.press('Enter');
    await results.getByText('Saved small.html').waitFor();
    const report = readFileSync(path.join(folder, 'small.html'), 'utf8');
    assert.match(report, /<h1>A small question<\/h1>/);
    assert.match(report, /6 of 6 runs finished/);
    assert.match(report, /From 12 test images/);
  });

  it('writes each result behind its line of the spec', async () => {
    const { workbench } = at();
    await workbench.open(SPEC_NAME);
    const store = watch();
    await store.until('the results are beside the text', async () =>
      /name: nodules.*best: (random|upstream)/.test(await workbench.visibleText()),
    );
  });

  for (const theme of Object.keys(THEMES) as Theme[]) {
    it(`can be read in the ${theme} theme`, async () => {
      await at().theme(theme);
      const { workbench } = at();
      await workbench.command('Warmstart: Show Results');
      await workbench.webview('table');
      await workbench.screenshot(`results, ${theme}`);
      await workbench.command('Warmstart: Show Live Metrics');
      const live = await workbench.webview('canvas:visible');
      assert.ok((await drawnPixels(live)) > 0, 'nothing is drawn');
      await workbench.screenshot(`live metrics, ${theme}`);
    });
  }
});

/** Pixels that are not transparent, over all canvases. */
function drawnPixels(frame: Frame): Promise<number> {
  return frame.locator('canvas').evaluateAll((all) =>
    all.reduce((sum, canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const data = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data;
      return sum + (data ? new Uint32Array(data.buffer).filter((pixel) => pixel !== 0).length : 0);
    }, 0),
  );
}

/** The canvases' pictures, to see whether anything changed. */
async function curves(frame: Frame): Promise<string> {
  const pictures = await frame
    .locator('canvas')
    .evaluateAll((all) => all.map((one) => (one as HTMLCanvasElement).toDataURL()));
  return pictures.join();
}

/** The cells of the table that hold a mean and its spread. */
async function scores(frame: Frame): Promise<readonly string[]> {
  const texts = await frame.locator('td').allInnerTexts();
  return texts.filter((text) => /\d+\.\d+ ± \d+\.\d+/.test(text));
}
