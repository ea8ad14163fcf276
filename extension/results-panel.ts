import { summarize } from '../results/summary';
import type { FromResults, ToResults } from '../webviews/messages';
import { parseFromResults } from '../webviews/messages';
import { CasesCheck, type CasesVerdict } from './cases-check';
import type { PanelKind } from './experiment-panel';
import { runnerView } from './experiment-view';
import type { ExperimentWatch, Observation } from './experiment-watch';
import { PANELS } from './ids';

export interface ResultsActions {
  run(watch: ExperimentWatch): void;
  openCurves(watch: ExperimentWatch, task: string, initialization: string): void;
  /** Both answer what was done, for people; null when nothing was. */
  copy(watch: ExperimentWatch, format: 'latex' | 'markdown' | 'csv'): Promise<string | null>;
  saveReport(watch: ExperimentWatch): Promise<string | null>;
  askOverCases(watch: ExperimentWatch): Promise<readonly CasesVerdict[]>;
}

/** The table, redrawn whenever a run ends. */
export function resultsPanel(actions: ResultsActions): PanelKind<FromResults> {
  return {
    viewType: PANELS.results,
    bundle: 'results',
    title: 'Results',
    parse: parseFromResults,
    open({ watch, post }) {
      const send = (message: ToResults): void => post(message);
      const sayDone = (what: string | null): void => {
        if (what) send({ type: 'done', what });
      };
      const check = new CasesCheck(
        () => actions.askOverCases(watch),
        () => watch.latest && draw(watch.latest),
      );
      const draw = (now: Observation): void => {
        const summary = summarize(now.table).map(({ task, text }) => ({
          task,
          text: [text, ...check.of(task, now)].join(' '),
        }));
        send({ type: 'results', table: now.table, summary, runner: runnerView(now) });
      };
      return {
        draw,
        receive(message) {
          if (message.type === 'copy') void actions.copy(watch, message.format).then(sayDone);
          else if (message.type === 'saveReport') void actions.saveReport(watch).then(sayDone);
          else if (message.type === 'openCurves') actions.openCurves(watch, message.task, message.initialization);
          else if (message.type === 'run') actions.run(watch);
        },
      };
    },
  };
}
