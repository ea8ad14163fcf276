import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension in VS Code', () => {
  it('is there and activates', async () => {
    const extension = vscode.extensions.getExtension('warmstart.warmstart');
    assert.ok(extension, 'VS Code does not know warmstart.warmstart');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
