import type { FromLive, RunView, ToLive } from '../webviews/messages';
import { parseFromLive } from '../webviews/messages';
import type { PanelKind } from './experiment-panel';
import { experimentView, runnerView, runViews } from './experiment-view';
import type { ExperimentWatch } from './experiment-watch';
import { PANELS } from './ids';

export interface LiveActions {
  run(watch: ExperimentWatch): void;
  stop(watch: ExperimentWatch): void;
  showResults(watch: ExperimentWatch): void;
}

/** Live metrics: the whole experiment once, then only the runs that changed. */
export function livePanel(actions: LiveActions): PanelKind<FromLive> {
  return {
    viewType: PANELS.live,
    bundle: 'live',
    title: 'Live Metrics',
    parse: parseFromLive,
    open({ watch, post }) {
      const send = (message: ToLive): void => post(message);
      let text: string | null = null;
      let sent = new Map<string, string>();
      return {
        draw(now) {
          const runs = runViews(now.experiment);
          const fingerprints = new Map(runs.map((run) => [run.id, fingerprint(run)]));
          if (text !== now.text) send({ type: 'experiment', experiment: experimentView(now), runner: runnerView(now) });
          else
            send({
              type: 'update',
              runs: runs.filter(({ id }) => sent.get(id) !== fingerprints.get(id)),
              runner: runnerView(now),
            });
          [text, sent] = [now.text, fingerprints];
        },
        receive(message) {
          if (message.type === 'run') actions.run(watch);
          else if (message.type === 'stop') actions.stop(watch);
          else if (message.type === 'showResults') actions.showResults(watch);
        },
      };
    },
  };
}

/** An epoch is never taken back, so that their number says whether a run has changed. */
function fingerprint({ state, epochs, progress, score }: RunView): string {
  return JSON.stringify([state, epochs.length, progress, score]);
}
