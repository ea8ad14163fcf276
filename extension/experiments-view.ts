import * as vscode from 'vscode';
import { Disposables } from './disposables';
import { experimentTree, type NodeState, type TreeNode } from './experiment-tree';
import type { Experiments } from './experiments';
import { COMMANDS, VIEWS } from './ids';

const ICONS: Readonly<Record<NodeState, [icon: string, color: string | null]>> = {
  waiting: ['circle-outline', 'disabledForeground'],
  running: ['sync~spin', 'charts.blue'],
  stalled: ['warning', 'charts.yellow'],
  crashed: ['error', 'charts.orange'],
  stopped: ['debug-pause', 'charts.yellow'],
  finished: ['pass', 'charts.green'],
  failed: ['error', 'charts.red'],
  'not-applicable': ['dash', 'disabledForeground'],
};

/** The experiments view: spec > task > initialization > run, with states and scores. */
export class ExperimentsView implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #experiments: Experiments;
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(experiments: Experiments) {
    this.#experiments = experiments;
    this.#disposables.add(
      vscode.window.createTreeView(VIEWS.experiments, { treeDataProvider: this, showCollapseAll: true }),
    );
    this.#disposables.add(experiments.onChange(() => this.#changed.fire()));
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (node) return [...node.children];
    return this.#experiments.all.flatMap(({ latest }) => (latest ? experimentTree(latest) : []));
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const folds = node.kind === 'run' ? None : node.kind === 'spec' || node.kind === 'task' ? Expanded : Collapsed;
    const item = new vscode.TreeItem(node.label, folds);
    const [icon, color] = ICONS[node.state];
    item.id = node.id;
    item.description = node.description;
    item.tooltip = node.tooltip;
    item.contextValue = node.kind;
    item.iconPath = new vscode.ThemeIcon(icon, color ? new vscode.ThemeColor(color) : undefined);
    item.accessibilityInformation = { label: `${node.label}, ${node.state} ${node.description}` };
    item.command = {
      command: node.kind === 'run' ? COMMANDS.showCurves : COMMANDS.reveal,
      title: 'Open',
      arguments: [node],
    };
    return item;
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
