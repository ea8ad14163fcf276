import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Frame, Locator, Page } from 'playwright-core';

const ARTIFACTS = path.resolve(__dirname, '../artifacts');

/** What a person does to a workbench window: with the keyboard, the mouse and the eyes. */
export class Workbench {
  constructor(readonly page: Page) {}

  get editor(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor[role="code"]').first();
  }

  /** Opens a file in the text editor. */
  async open(file: string): Promise<void> {
    await this.openTab(file);
    await this.editor.locator('.view-line').first().waitFor();
  }

  /** Opens a file in whatever editor shows it. */
  async openTab(file: string): Promise<void> {
    await this.pick('Control+P', file, new RegExp(`^${literally(file)}`));
    await this.page.getByRole('tab', { name: file }).waitFor();
  }

  /** Runs a command from the command palette by its whole title. */
  async command(title: string): Promise<void> {
    await this.pick('F1', `>${title}`, new RegExp(`^${literally(title)}(,|$)`));
  }

  /** Puts the cursor behind the first appearance of `text` in the open file, which need not be in view. */
  async cursorAfter(text: string, source: string): Promise<void> {
    const offset = source.indexOf(text) + text.length;
    if (offset < text.length) throw new Error(`The file has no \`${text}\`.`);
    const before = source.slice(0, offset).split('\n');
    await this.page.keyboard.press('Control+G');
    await this.page.locator('.quick-input-widget input').fill(`:${before.length}:${before.at(-1)!.length + 1}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 20 });
  }

  /** Labels of the open completion list. */
  async completions(): Promise<readonly string[]> {
    await this.page.keyboard.press('Control+Space');
    const rows = this.page.locator('.suggest-widget.visible .monaco-list-row');
    await rows.first().waitFor();
    return rows.evaluateAll((all) => all.map((row) => row.querySelector('.label-name')?.textContent ?? ''));
  }

  /** What the hover at the cursor says. */
  async hover(): Promise<string> {
    await this.page.keyboard.press('Control+K');
    await this.page.keyboard.press('Control+I');
    const hover = this.page.locator('.monaco-hover:not(.hidden) .hover-contents').first();
    await hover.waitFor();
    return hover.innerText();
  }

  /** The messages in the Problems view. */
  async problems(): Promise<readonly string[]> {
    await this.command('Problems: Focus on Problems View');
    const rows = this.page.locator('.markers-panel').getByRole('treeitem', { level: 2 });
    await rows.first().waitFor();
    return rows.allInnerTexts();
  }

  /** Applies the quick fix of this title at the cursor. */
  async quickFix(title: RegExp): Promise<void> {
    const fix = this.page.locator('.action-widget').getByText(title).first();
    await this.page.keyboard.press('Control+.');
    for (let tries = 1; tries < 5 && !(await appears(fix, 6000)); tries++) {
      // Asked too early, the editor says that there is nothing to mend.
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+.');
    }
    await fix.click();
  }

  /** The text of the lines in view. */
  async visibleText(): Promise<string> {
    const lines = await this.editor.locator('.view-line').evaluateAll((all) =>
      all
        .map((line) => ({ top: Number.parseFloat((line as HTMLElement).style.top), text: line.textContent ?? '' }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text.replaceAll('\u00a0', ' ')),
    );
    return lines.join('\n');
  }

  /** The document of the web view that shows `selector`; panels come and go, so every frame is asked until one answers. */
  async webview(selector: string, limitSeconds = 30): Promise<Frame> {
    for (const deadline = Date.now() + limitSeconds * 1000; Date.now() < deadline; await delay(100)) {
      for (const frame of this.page.frames()) {
        if (frame === this.page.mainFrame()) continue;
        // A frame that goes away while it is asked is not the one.
        if (
          await frame
            .locator(selector)
            .first()
            .isVisible()
            .catch(() => false)
        )
          return frame;
      }
    }
    throw new Error(`No web view showed \`${selector}\` within ${limitSeconds} s.`);
  }

  /** A new extension host, the same server. By the command: a plain reload of the page may lose which panels are open. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load', { timeout: 90_000 }).then(() => true);
    // Asked while it still starts, a window may not go.
    do await this.command('Developer: Reload Window');
    while (!(await Promise.race([loaded, delay(25_000, false)])));
    await this.page.waitForSelector('.monaco-workbench');
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(ARTIFACTS, { recursive: true });
    await this.page.screenshot({ path: path.join(ARTIFACTS, `${name}.png`) });
  }

  private async pick(key: string, text: string, label: RegExp): Promise<void> {
    const input = this.page.locator('.quick-input-widget input');
    const option = this.page.getByRole('option', { name: label }).first();
    // Opened before the extensions are known, the palette lacks their commands and never gets them: it is opened again.
    for (let attempt = 0; attempt < 6; attempt++) {
      await this.page.keyboard.press(key);
      await input.waitFor();
      await input.fill(text);
      if (await appears(option, 5_000)) break;
      await this.page.keyboard.press('Escape');
    }
    await option.click();
    await this.page
      .locator('.quick-input-widget')
      .waitFor({ state: 'hidden' })
      .catch(() => {
        // The command itself asks something.
      });
  }
}

/** Whether it comes into view within `timeout` milliseconds. */
const appears = (element: Locator, timeout: number): Promise<boolean> =>
  element.waitFor({ timeout }).then(
    () => true,
    () => false,
  );

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
