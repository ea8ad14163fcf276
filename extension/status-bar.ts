import * as vscode from 'vscode';
import { Disposables } from './disposables';
import { runnerView, statusText } from './experiment-view';
import type { Experiments } from './experiments';
import { COMMANDS } from './ids';

/** The running experiment, or else the one in the active editor, in a few words; a click shows its live metrics. */
export class StatusBar implements vscode.Disposable {
  readonly #experiments: Experiments;
  readonly #disposables = new Disposables();
  readonly #item = this.#disposables.add(
    vscode.window.createStatusBarItem('warmstart.status', vscode.StatusBarAlignment.Left, 50),
  );

  constructor(experiments: Experiments) {
    this.#experiments = experiments;
    this.#item.name = 'Warmstart';
    this.#disposables.add(experiments.onChange(() => this.#draw()));
    this.#disposables.add(vscode.window.onDidChangeActiveTextEditor(() => this.#draw()));
    this.#draw();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #draw(): void {
    const active = vscode.window.activeTextEditor?.document.uri.fsPath;
    const seen = this.#experiments.all.flatMap(({ latest }) => latest ?? []);
    const shown = seen.find(({ running }) => running) ?? seen.find(({ file }) => file === active);
    if (!shown) {
      this.#item.hide();
      return;
    }
    const view = runnerView(shown);
    this.#item.text = `$(${shown.running ? 'sync~spin' : 'beaker'}) ${statusText(view)}`;
    this.#item.tooltip = `${shown.spec.name}\n${view.environment ?? 'Not run yet'}\nClick for live metrics`;
    this.#item.command = {
      command: COMMANDS.showLiveMetrics,
      title: 'Show Live Metrics',
      arguments: [vscode.Uri.file(shown.file)],
    };
    this.#item.show();
  }
}
