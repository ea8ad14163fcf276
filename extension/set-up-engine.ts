import * as vscode from 'vscode';
import { EngineError } from '../runner/engines/engine-error';
import { setUpEngine } from '../runner/engines/set-up-engine';

/** Sets the native engine up, with progress and a way to cancel. true: it is there. */
export function setUpEngineWithProgress(): Thenable<boolean> {
  const options = { location: vscode.ProgressLocation.Notification, title: 'Warmstart engine', cancellable: true };
  return vscode.window.withProgress(options, async (progress, cancellation) => {
    const cancel = new AbortController();
    cancellation.onCancellationRequested(() => cancel.abort());
    let done = 0;
    try {
      const { version } = await setUpEngine({
        signal: cancel.signal,
        onProgress: (message, share) => {
          progress.report({ message, increment: 100 * (share - done) });
          done = share;
        },
      });
      void vscode.window.showInformationMessage(`The TensorFlow ${version} engine is ready.`);
      return true;
    } catch (error) {
      if (!(error instanceof EngineError && error.code === 'cancelled'))
        void vscode.window.showErrorMessage((error as Error).message);
      return false;
    }
  });
}
