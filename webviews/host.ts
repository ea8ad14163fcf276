/** The webview's end of the channel to the extension. */

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export interface Host<From> {
  post(message: From): void;
  /** What `keep` was given before the window was reloaded or the panel hidden; unknown until checked. */
  readonly kept: unknown;
  keep(state: unknown): void;
}

/**
 * Hands every message of the extension to `receive`. VS Code delivers messages of the extension and of the workbench
 * alone to a webview, and both sides are built together, so they are not checked again.
 * May be called once, as VS Code gives its interface away only once.
 */
export function connect<To, From>(receive: (message: To) => void): Host<From> {
  const api = acquireVsCodeApi();
  // VS Code gives a panel nothing but its own state back after a reload: the spec it is about belongs to it.
  const keep = (state: unknown): void =>
    api.setState({ ...(state as object | undefined), file: document.body.dataset.file });
  keep(api.getState());
  window.addEventListener('message', ({ data }: MessageEvent<To>) => receive(data));
  return {
    post: (message) => api.postMessage(message),
    kept: api.getState(),
    keep,
  };
}
