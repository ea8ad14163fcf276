import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { CodeServer } from './code-server';

export interface WindowOptions {
  /** Folder to open. */
  readonly workspace: string;
  /** Folder of the extension to load as under development. */
  readonly extension: string;
  /** CommonJS module whose run() the extension host calls. */
  readonly tests?: string;
  /** Called before the page loads. */
  readonly onPage?: (page: Page) => Promise<void>;
}

/** Opens a workbench window in a browser context of its own. */
export async function openWindow(server: CodeServer, browser: Browser, options: WindowOptions): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const remote = (folder: string) => ({
    scheme: 'vscode-remote',
    authority: `127.0.0.1:${server.port}`,
    path: path.resolve(folder),
  });
  // A built workbench takes no extension under development from the address bar, but obeys developmentOptions, which the
  // server writes into an attribute of its page; @vscode/test-web writes the same options into a page of its own.
  await page.addInitScript(
    (options) => {
      const { getAttribute } = Element.prototype;
      Element.prototype.getAttribute = function (name) {
        const value = getAttribute.call(this, name);
        if (value === null || name !== 'data-settings' || this.id !== 'vscode-workbench-web-configuration')
          return value;
        const settings = JSON.parse(value);
        return JSON.stringify({ ...settings, developmentOptions: { ...settings.developmentOptions, ...options } });
      };
    },
    {
      extensions: [remote(options.extension)],
      ...(options.tests && { extensionTestsPath: remote(options.tests) }),
    },
  );
  await options.onPage?.(page);
  await page.goto(`${server.url}/?folder=${encodeURIComponent(path.resolve(options.workspace))}`);
  await page.waitForSelector('.monaco-workbench');
  return page;
}
