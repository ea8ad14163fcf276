import path from 'node:path';
import * as vscode from 'vscode';
import { Disposables } from './disposables';
import type { ExperimentWatch, Observation } from './experiment-watch';
import type { Experiments } from './experiments';
import { PANELS } from './ids';
import { tabIcon, webviewOptions, webviewPage } from './webview-page';

/** What tells one kind of panel from another. */
export interface PanelKind<Incoming> {
  readonly viewType: string;
  readonly bundle: 'live' | 'results';
  readonly title: string;
  parse(value: unknown): Incoming | null;
  /** A panel's own side of the conversation. */
  open(session: PanelSession): { draw(now: Observation): void; receive(message: Incoming): void };
}

export interface PanelSession {
  readonly watch: ExperimentWatch;
  post(message: unknown): void;
}

/** The panels of one kind, at most one for each experiment; they come back when the window reloads. */
export class ExperimentPanels<Incoming> implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #kind: PanelKind<Incoming>;
  readonly #experiments: Experiments;
  readonly #extension: vscode.Uri;
  readonly #panels = new Map<
    string,
    { readonly panel: vscode.WebviewPanel; readonly post: (message: unknown) => void }
  >();
  readonly #disposables = new Disposables();

  constructor(kind: PanelKind<Incoming>, experiments: Experiments, extension: vscode.Uri) {
    this.#kind = kind;
    this.#experiments = experiments;
    this.#extension = extension;
    this.#disposables.add(vscode.window.registerWebviewPanelSerializer(kind.viewType, this));
  }

  /** Shows the experiment's panel; `message` reaches it once it is ready. */
  show(watch: ExperimentWatch, message?: unknown): void {
    const known = this.#panels.get(watch.file);
    if (known) {
      known.panel.reveal(undefined, true);
      if (message) known.post(message);
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      this.#kind.viewType,
      this.#kind.title,
      { viewColumn: columnOfPanels() ?? vscode.ViewColumn.Beside, preserveFocus: true },
      webviewOptions(this.#extension),
    );
    this.#attach(panel, watch, message);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const file = typeof state === 'object' && state !== null ? (state as { file?: unknown }).file : undefined;
    if (typeof file !== 'string') {
      panel.dispose();
      return;
    }
    panel.webview.options = webviewOptions(this.#extension);
    this.#attach(panel, this.#experiments.open(file));
  }

  dispose(): void {
    for (const { panel } of this.#panels.values()) panel.dispose();
    this.#disposables.dispose();
  }

  #attach(panel: vscode.WebviewPanel, watch: ExperimentWatch, first?: unknown): void {
    const owned = new Disposables();
    let ready = false;
    let waiting: unknown[] = first ? [first] : [];
    const post = (message: unknown): void => {
      if (ready) void panel.webview.postMessage(message);
      else waiting.push(message);
    };
    const session = this.#kind.open({ watch, post });
    owned.add(
      panel.webview.onDidReceiveMessage((value) => {
        if (isReady(value)) {
          ready = true;
          if (watch.latest) session.draw(watch.latest);
          for (const message of waiting) post(message);
          waiting = [];
          return;
        }
        const message = this.#kind.parse(value);
        if (message) session.receive(message);
      }),
    );
    owned.add(watch.onChange((now) => ready && session.draw(now)));
    owned.add(
      panel.onDidDispose(() => {
        // What takes long, as writing a report, may end after its panel is closed.
        ready = false;
        this.#panels.delete(watch.file);
        owned.dispose();
      }),
    );
    this.#panels.set(watch.file, { panel, post });
    panel.iconPath = tabIcon(this.#extension);
    panel.title = `${this.#kind.title}: ${watch.latest?.spec.name ?? path.basename(watch.file)}`;
    panel.webview.html = webviewPage(panel.webview, this.#extension, this.#kind.bundle, watch.file);
  }
}

/** Where a panel of any kind lies already: panels share a column, so that the text keeps its width. */
function columnOfPanels(): vscode.ViewColumn | undefined {
  const isPanel = ({ input }: vscode.Tab) =>
    // The editor puts a prefix of its own before the type that the extension gave.
    input instanceof vscode.TabInputWebview && Object.values(PANELS).some((type) => input.viewType.endsWith(type));
  return vscode.window.tabGroups.all.find(({ tabs }) => tabs.some(isPanel))?.viewColumn;
}

function isReady(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as { type?: unknown }).type === 'ready';
}
