import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { COMMANDS, EDITORS, LANGUAGE, PANELS, SETTINGS, VIEWS } from '../../extension/ids';

const root = path.resolve(__dirname, '../..');
const { contributes, activationEvents } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

describe('the manifest', () => {
  it('declares every command of the code, and no other', () => {
    const declared = contributes.commands.map(({ command }: { command: string }) => command);
    assert.deepEqual(declared.sort(), Object.values(COMMANDS).sort());
  });

  it('puts only declared commands into menus, and only declared views into conditions', () => {
    const entries = Object.values(contributes.menus).flat() as { command: string; when: string }[];
    for (const { command, when } of entries) {
      assert.ok((Object.values(COMMANDS) as string[]).includes(command), command);
      const view = /view == ([\w.]+)/.exec(when)?.[1];
      assert.ok(view === undefined || (Object.values(VIEWS) as string[]).includes(view), when);
    }
  });

  it('declares the views, settings, language and panels that the code uses', () => {
    const views = Object.values(contributes.views).flat() as { id: string }[];
    assert.deepEqual(
      views.map(({ id }) => id),
      Object.values(VIEWS),
    );
    const settings = Object.keys(contributes.configuration.properties);
    assert.deepEqual(
      settings.sort(),
      Object.values(SETTINGS)
        .map((name) => `warmstart.${name}`)
        .sort(),
    );
    assert.deepEqual(
      contributes.languages.map(({ id }: { id: string }) => id),
      [LANGUAGE],
    );
    assert.deepEqual(
      contributes.customEditors.map(({ viewType }: { viewType: string }) => viewType),
      Object.values(EDITORS),
    );
    for (const panel of Object.values(PANELS)) assert.ok(activationEvents.includes(`onWebviewPanel:${panel}`), panel);
  });

  it('names only files that are there', () => {
    const text = JSON.stringify(contributes);
    for (const [, file] of text.matchAll(/"\.\/([\w./-]+)"/g)) assert.ok(existsSync(path.join(root, file!)), file);
  });
});
