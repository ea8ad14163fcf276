import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../browser';
import { type CodeServer, startServer } from '../code-server';
import { type ExperimentOptions, SPEC_NAME, writeExperiment } from '../experiment';
import { setUpVSCode } from '../set-up';
import { openWindow } from '../window';
import { Workbench } from '../workbench';

/** VS Code's ids of the themes that people use. */
export const THEMES = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high contrast': 'Default High Contrast',
} as const;

export type Theme = keyof typeof THEMES;

const CLASSES: Readonly<Record<Theme, string>> = { dark: 'vs-dark', light: 'vs', 'high contrast': 'hc-black' };

export interface Stage {
  readonly workbench: Workbench;
  /** Folder that is open in the window; the spec lies in it. */
  readonly folder: string;
  /** Changes the colour theme. */
  theme(theme: Theme): Promise<void>;
}

/**
 * Opens a window on a small experiment before the tests of a story and closes it after them; a test that fails leaves a screenshot.
 * Returns a function, as mocha's hooks run later.
 */
export function stage(options?: ExperimentOptions): () => Stage {
  let server: CodeServer | undefined;
  let browser: Browser | undefined;
  let current: Stage | undefined;
  let folder: string;

  before(async () => {
    const vscode = await setUpVSCode();
    folder = await mkdtemp(path.join(tmpdir(), 'warmstart-drive-'));
    await writeExperiment(folder, options);
    server = await startServer(vscode);
    browser = await launchBrowser(vscode.browser);
    const extension = path.resolve(__dirname, '../../..');
    const workbench: Workbench = new Workbench(await openWindow(server, browser, { workspace: folder, extension }));
    await workbench.page.getByRole('treeitem', { name: SPEC_NAME }).waitFor();
    const theme = async (name: Theme) => {
      await server?.set({ 'workbench.colorTheme': THEMES[name] });
      // A written file alone does not reach a window that is open.
      await workbench.reload();
      await workbench.page.locator(`.monaco-workbench.${CLASSES[name]}`).waitFor();
    };
    current = { workbench, folder, theme };
  });

  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state === 'failed') await current?.workbench.screenshot(`failed ${test.title.replace(/\W+/g, '-')}`);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  return () => {
    if (!current) throw new Error('The window is not open yet.');
    return current;
  };
}
