import path from 'node:path';
import * as vscode from 'vscode';
import { Disposables } from './disposables';
import { ExperimentWatch } from './experiment-watch';

const PATTERN = '**/*.warmstart.yaml';

/** The specs of the workspace and of open editors, each followed from when it is found until it is gone. */
export class Experiments implements vscode.Disposable {
  readonly #watches = new Map<string, ExperimentWatch>();
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<ExperimentWatch>());
  /** A spec was found, is gone, or its runs have changed. */
  readonly onChange = this.#changed.event;

  constructor() {
    const files = this.#disposables.add(vscode.workspace.createFileSystemWatcher(PATTERN));
    this.#disposables.add(files.onDidCreate((uri) => this.open(uri.fsPath)));
    this.#disposables.add(files.onDidChange((uri) => this.#watches.get(uri.fsPath)?.look()));
    this.#disposables.add(files.onDidDelete((uri) => this.#close(uri.fsPath)));
    void vscode.workspace.findFiles(PATTERN, '**/node_modules/**').then((found) => {
      for (const uri of found) this.open(uri.fsPath);
    });
  }

  get all(): readonly ExperimentWatch[] {
    return [...this.#watches.values()].sort((a, b) => a.file.localeCompare(b.file));
  }

  /** Follows a spec, if it is not followed yet. */
  open(file: string): ExperimentWatch {
    const known = this.#watches.get(file);
    if (known) return known;
    const watch = new ExperimentWatch(file);
    this.#watches.set(file, watch);
    watch.onChange(() => this.#changed.fire(watch));
    this.#changed.fire(watch);
    return watch;
  }

  /** The experiment a command is about: the one it names, that of the active editor, the only one, or the one a person picks. */
  async choose(address?: unknown): Promise<ExperimentWatch | null> {
    const named =
      typeof address === 'string' ? vscode.Uri.parse(address) : address instanceof vscode.Uri ? address : null;
    const active = vscode.window.activeTextEditor?.document.uri;
    const uri = named ?? (active?.fsPath.endsWith('.warmstart.yaml') ? active : null);
    if (uri) return this.open(uri.fsPath);
    if (this.all.length <= 1) {
      if (this.all.length === 0)
        void vscode.window.showInformationMessage(
          'There is no spec (*.warmstart.yaml) in this workspace. "Warmstart: New Experiment" writes one.',
        );
      return this.all[0] ?? null;
    }
    const picked = await vscode.window.showQuickPick(
      this.all.map((watch) => ({
        label: watch.latest?.spec.name ?? path.basename(watch.file),
        description: vscode.workspace.asRelativePath(watch.file),
        watch,
      })),
      { placeHolder: 'Which experiment?' },
    );
    return picked?.watch ?? null;
  }

  dispose(): void {
    for (const watch of this.#watches.values()) watch.dispose();
    this.#disposables.dispose();
  }

  #close(file: string): void {
    const watch = this.#watches.get(file);
    if (!watch) return;
    watch.dispose();
    this.#watches.delete(file);
    this.#changed.fire(watch);
  }
}
