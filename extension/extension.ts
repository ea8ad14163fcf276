import path from 'node:path';
import * as vscode from 'vscode';
import { summarize } from '../results/summary';
import type { RunFilter } from '../server/commands';
import { askOverCases } from './cases-check';
import { Disposables } from './disposables';
import { ExperimentPanels } from './experiment-panel';
import type { TreeNode } from './experiment-tree';
import type { ExperimentWatch } from './experiment-watch';
import { Experiments } from './experiments';
import { ExperimentsView } from './experiments-view';
import { copyTable, saveReport } from './export-results';
import { COMMANDS, EDITORS } from './ids';
import { startLanguageClient, tellStoreChanged } from './language-client';
import { livePanel } from './live-panel';
import { newExperiment } from './new-experiment';
import { resultsPanel } from './results-panel';
import { RunnerControl, type RunSelection } from './runner-control';
import { setUpEngineWithProgress } from './set-up-engine';
import { StatusBar } from './status-bar';
import { WeightsEditor } from './weights-editor';

/** Wires the parts together; each of them knows nothing of the others. */
export function activate(context: vscode.ExtensionContext): void {
  const owned = new Disposables();
  context.subscriptions.push(owned);
  const client = startLanguageClient(context);
  owned.add({ dispose: () => void client.stop() });
  const experiments = owned.add(new Experiments());
  const control = new RunnerControl(context.extensionPath);

  const live = owned.add(
    new ExperimentPanels(
      livePanel({
        run: (watch) => void control.run(watch),
        stop: (watch) => control.stop(watch),
        showResults: (watch) => results.show(watch),
      }),
      experiments,
      context.extensionUri,
    ),
  );
  const cli = path.join(context.extensionPath, 'dist/cli.js');
  const openCurves = (watch: ExperimentWatch, task: string, initialization: string): void =>
    live.show(watch, { type: 'reveal', task, initialization });
  const results = owned.add(
    new ExperimentPanels(
      resultsPanel({
        run: (watch) => void control.run(watch),
        openCurves,
        copy: copyTable,
        saveReport: (watch) => saveReport(watch, cli),
        askOverCases: (watch) => askOverCases(watch, cli),
      }),
      experiments,
      context.extensionUri,
    ),
  );
  owned.add(new ExperimentsView(experiments));
  owned.add(new StatusBar(experiments));
  owned.add(vscode.window.registerCustomEditorProvider(EDITORS.weights, new WeightsEditor(context.extensionUri)));
  owned.add(experiments.onChange((watch) => tellStoreChanged(client, vscode.Uri.file(watch.file))));
  owned.add(announceEnds(experiments, (watch) => results.show(watch)));

  const command = (id: string, action: (...parameters: never[]) => unknown): void => {
    owned.add(vscode.commands.registerCommand(id, action));
  };
  /** A command on an experiment: of a spec's address, a node of the view, or what is open. */
  const onExperiment = (id: string, action: (watch: ExperimentWatch, selection: RunSelection) => unknown): void =>
    command(id, async (target?: unknown, filter?: RunFilter) => {
      const node = isNode(target) ? target : null;
      const watch = node ? experiments.open(node.file) : await experiments.choose(target);
      if (watch) await action(watch, node ? selectionOf(node) : (filter ?? {}));
    });
  onExperiment(COMMANDS.run, (watch, selection) => control.run(watch, selection));
  onExperiment(COMMANDS.resume, (watch) => control.run(watch));
  onExperiment(COMMANDS.stop, (watch) => control.stop(watch));
  onExperiment(COMMANDS.showLiveMetrics, (watch) => live.show(watch));
  onExperiment(COMMANDS.showResults, (watch) => results.show(watch));
  onExperiment(COMMANDS.saveReport, async (watch) => {
    const saved = await saveReport(watch, cli);
    if (saved) void vscode.window.showInformationMessage(saved);
  });
  onExperiment(COMMANDS.runCell, async (watch, selection) => {
    const chosen = selection.task === undefined ? await pickCell(watch) : selection;
    if (chosen) await control.run(watch, chosen);
  });
  onExperiment(COMMANDS.showCurves, (watch, { task, initialization }) =>
    task !== undefined && initialization !== undefined ? openCurves(watch, task, initialization) : live.show(watch),
  );
  onExperiment(COMMANDS.reveal, reveal);
  command(COMMANDS.newExperiment, newExperiment);
  command(COMMANDS.setUpEngine, setUpEngineWithProgress);
}

function isNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && 'children' in value && 'file' in value;
}

function selectionOf({ task, initialization, run }: TreeNode): RunSelection {
  return {
    ...(task === null ? {} : { task }),
    ...(initialization === null ? {} : { initialization }),
    ...(run === null ? {} : { run }),
  };
}

async function pickCell({ latest }: ExperimentWatch): Promise<RunSelection | null> {
  const open = latest?.experiment.cells.filter(({ state }) => state !== 'finished' && state !== 'not-applicable') ?? [];
  const items = open.map(({ work: { task, initialization, run }, state }) => ({
    label: `${task}, ${initialization}, run ${run}`,
    description: state,
    cell: { task, initialization, run },
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: 'Which cell?' }))?.cell ?? null;
}

/** Opens the spec where it names the task or the initialization. */
async function reveal({ file, latest }: ExperimentWatch, { task, initialization }: RunSelection): Promise<void> {
  const document = await vscode.workspace.openTextDocument(file);
  const named =
    latest?.spec.initializations.find(({ name }) => name === initialization) ??
    latest?.spec.tasks.find(({ name }) => name === task);
  const at = document.positionAt(named?.range.start ?? 0);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
}

/** Says what came out when an experiment that was running is over. */
function announceEnds(experiments: Experiments, showResults: (watch: ExperimentWatch) => void): vscode.Disposable {
  const running = new Set<string>();
  return experiments.onChange(async (watch) => {
    const { latest, file } = watch;
    if (latest?.running) running.add(file);
    if (!latest || latest.running || !running.delete(file) || latest.runner?.ended?.reason !== 'finished') return;
    const summary = summarize(latest.table)
      .map(({ text }) => text)
      .join(' ');
    if (await vscode.window.showInformationMessage(`${latest.spec.name}: ${summary}`, 'Show Results'))
      showResults(watch);
  });
}
