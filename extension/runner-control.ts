import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { EngineName } from '../runner/engines/engine';
import { findNativeEngine } from '../runner/engines/native-engine';
import { launchRunners, type RunnerHandle } from '../runner/launch';
import { openSpec } from '../runner/open-spec';
import { readRunner, requestStop } from '../runner/store/runner-record';
import { wantedCells } from '../runner/wanted-cells';
import type { RunFilter } from '../server/commands';
import { makePlan } from '../spec/plan';
import type { ExperimentWatch } from './experiment-watch';
import { COMMANDS, SETTINGS } from './ids';

/** Which runs to start; nothing given: all that are not finished. */
export interface RunSelection extends RunFilter {
  readonly run?: number;
}

/** Starts and stops runners. They are processes of their own: closing the window leaves them at work. */
export class RunnerControl {
  readonly #script: string;
  /** The engine a person settled for when the native one was not set up, until the window is reloaded. */
  #settledFor: EngineName | null = null;

  constructor(extensionFolder: string) {
    this.#script = path.join(extensionFolder, 'dist', 'runner.js');
  }

  async run(watch: ExperimentWatch, selection: RunSelection = {}): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showWarningMessage(
        'Warmstart runs nothing in a restricted workspace. Trust it first (Workspaces: Manage Workspace Trust).',
      );
      return;
    }
    await vscode.workspace.textDocuments.find(({ uri }) => uri.fsPath === watch.file)?.save();
    const { spec, diagnostics } = openSpec(watch.file);
    const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
    if (!spec) {
      void vscode.window.showErrorMessage(
        `The spec has ${errors === 1 ? 'an error' : `${errors} errors`}; nothing was started. The Problems panel says what to mend.`,
      );
      await vscode.commands.executeCommand('workbench.actions.view.problems');
      return;
    }
    watch.look();
    if (watch.latest?.running && Object.keys(selection).length === 0) {
      void vscode.window.showInformationMessage('A runner already works on this experiment.');
      return;
    }
    const engine = await this.#engine();
    if (engine === 'cancelled') return;
    const only = globOf(selection);
    try {
      const count = Math.min(setting<number>(SETTINGS.runners, 1), wantedCells(makePlan(spec), only).length);
      const runners = await launchRunners(Math.max(1, count), {
        script: this.#script,
        nodePath: this.#nodePath(),
        spec: watch.file,
        store: watch.store.root,
        data: {},
        only,
        engine,
        fresh: false,
      });
      void this.#watchEnd(watch, runners);
    } catch (error) {
      void vscode.window.showErrorMessage((error as Error).message);
    }
    watch.look();
  }

  /** Asks the experiment's runners to stop after the step at hand. */
  stop(watch: ExperimentWatch): void {
    const working = watch.latest?.working ?? [];
    if (working.length === 0) void vscode.window.showInformationMessage('No runner works on this experiment.');
    for (const { nonce } of working) requestStop(watch.store.runner(nonce));
  }

  async #watchEnd(watch: ExperimentWatch, runners: readonly RunnerHandle[]): Promise<void> {
    const codes = await Promise.all(runners.map(({ exited }) => exited));
    watch.look();
    // What ends one of them, a full disk for instance, ends all: one message is enough.
    const failed = runners[codes.indexOf(1)];
    if (failed) await this.#sayFailed(watch, failed);
  }

  async #sayFailed(watch: ExperimentWatch, { nonce, log }: RunnerHandle): Promise<void> {
    const reason = readRunner(watch.store, nonce)?.ended?.message || 'The runner ended unexpectedly.';
    const picked = await vscode.window.showErrorMessage(reason, 'Open Log');
    if (picked && existsSync(log)) await vscode.window.showTextDocument(vscode.Uri.file(log));
  }

  #nodePath(): string {
    return setting(SETTINGS.nodePath, '');
  }

  /** null: the runner takes the best there is. */
  async #engine(): Promise<EngineName | null | 'cancelled'> {
    const wanted = setting<EngineName | 'auto'>(SETTINGS.engine, 'auto');
    if (wanted !== 'auto') return wanted;
    if (findNativeEngine()) return null;
    if (this.#settledFor) return this.#settledFor;
    const [setUp, settle] = ['Set Up Engine', 'Use the Slower One'];
    const picked = await vscode.window.showInformationMessage(
      'The TensorFlow engine is not set up on this machine (about a minute, 275 MB to download; with an NVIDIA GPU some minutes, 3.4 GB). The embedded engine needs no set-up and is about ten times slower.',
      setUp,
      settle,
    );
    if (picked === setUp)
      return (await vscode.commands.executeCommand<boolean>(COMMANDS.setUpEngine)) ? null : 'cancelled';
    if (picked !== settle) return 'cancelled';
    this.#settledFor = 'wasm';
    return 'wasm';
  }
}

function setting<Value>(name: string, otherwise: Value): Value {
  return vscode.workspace.getConfiguration('warmstart').get(name, otherwise);
}

function globOf({ task, initialization, run }: RunSelection): string | null {
  if (task === undefined && initialization === undefined) return null;
  return `${task ?? '*'}/${initialization ?? '*'}/${run ?? '*'}`;
}
