// npm run bench:matrix -- --data drive=DIR --data nih=DIR: an experiment from its spec to its table, against the same protocol in plain PyTorch.
// The thumbnails of nih are enlarged first to the size of ChestX-ray14's files, which users have: what decoding costs is part of the question.
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { dataFolders } from '../cli/arguments';
import type { TableRecord } from '../results/formats/records';
import { StoreFolder } from '../runner/store/store-folder';
import { buildBundles } from '../scripts/set-up/bundles.mjs';
import { setUpEngine } from '../scripts/set-up/engine.mjs';
import { peerPython, setUpPeer } from '../scripts/set-up/peer.mjs';
import { root, runChild } from '../scripts/set-up/run-child.mjs';
import { step } from '../scripts/set-up/step.mjs';
import { machineText, THREAD_ENVIRONMENT } from './machine';
import { matrixOf, readPlan } from './matrix';
import { type MatrixScore, type MatrixSide, matrixRows, timeLine } from './matrix-result';
import { alignedTable, markdownTable, writeSection } from './print-table';

const RESULTS = path.join(root, 'bench/results');
const SPEC = path.join(root, 'bench/matrix.warmstart.yaml');
const CLI = path.join(root, 'dist/cli.js');

/** At a time, a thread each. */
const RUNNERS = 2;

/** Of ChestX-ray14's files: pixels each way, 8 bits of grey. */
const OFFICIAL_SIZE = 1024;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: 'string', multiple: true, default: [] } } });
  const { drive, nih } = dataFolders(values.data);
  if (!drive || !nih) throw new Error('Give both folders: --data drive=DIR --data nih=DIR');
  mkdirSync(RESULTS, { recursive: true });
  await step('Peer', setUpPeer);
  await step('Bundles', buildBundles);
  await step('Engine', setUpEngine);
  await step('Checkpoint', makeCheckpoint);
  const data = { drive, nih: path.join(RESULTS, 'nih') };
  await step('Images', () => enlarge(nih, data.nih));
  const { spec, plan } = readPlan(SPEC, data);
  const matrix = path.join(RESULTS, 'matrix.json');
  writeFileSync(matrix, JSON.stringify(await matrixOf(spec, plan.cells)));
  const ours = await step('Warmstart', () => trainOurs(data));
  const peer = await step('PyTorch', () => trainPeer(matrix));
  const [rows, time] = [matrixRows({ ours, peer }), timeLine({ ours, peer })];
  writeFileSync(path.join(RESULTS, 'matrix-result.json'), `${JSON.stringify({ ours, peer }, null, 2)}\n`);
  const page = path.join(root, 'docs/performance.md');
  writeSection(page, 'matrix', `${machineText()}:\n\n${markdownTable(rows)}\n\n${time}`);
  console.log(`\n${alignedTable(rows)}\n\n${time}`);
}

/** Weights that both sides can read, from Warmstart's own pre-training; takes part in nobody's time. */
async function makeCheckpoint(): Promise<{ text: string }> {
  const spec = path.join(root, 'bench/checkpoint.warmstart.yaml');
  const store = new StoreFolder(path.join(RESULTS, 'checkpoint-store'));
  await succeeded(process.execPath, [CLI, 'run', spec, '--store', store.root]);
  const [node] = readPlan(spec, {}).plan.pretraining;
  cpSync(store.cell(node!.id).encoder, path.join(RESULTS, 'checkpoint.safetensors'));
  return { text: 'pre-trained' };
}

/** Writes the same folders of images in the official size. */
async function enlarge(from: string, to: string): Promise<{ text: string }> {
  rmSync(to, { recursive: true, force: true });
  const names = readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.png'));
  for (const name of names) {
    const file = path.join(to, name);
    mkdirSync(path.dirname(file), { recursive: true });
    const image = sharp(path.join(from, name)).greyscale().resize(OFFICIAL_SIZE, OFFICIAL_SIZE, { fit: 'fill' });
    await image.png().toFile(file);
  }
  return { text: `${names.length} of ${OFFICIAL_SIZE} x ${OFFICIAL_SIZE} pixels` };
}

/** With an empty store: every image is decoded anew. */
async function trainOurs(data: Readonly<Record<string, string>>): Promise<MatrixSide & { text: string }> {
  const store = path.join(RESULTS, 'matrix-store');
  rmSync(store, { recursive: true, force: true });
  const parameters = [SPEC, '--store', store, ...Object.entries(data).flatMap((each) => ['--data', each.join('=')])];
  const started = performance.now();
  await succeeded(process.execPath, [CLI, 'run', ...parameters, '--runners', `${RUNNERS}`]);
  const table = await succeeded(process.execPath, [CLI, 'table', ...parameters, '--format', 'json']);
  const scores = (JSON.parse(table) as TableRecord[]).flatMap(({ task, initialization, values }) =>
    values.map((value) => ({ task, initialization, value })),
  );
  return sideOf(started, scores);
}

async function trainPeer(matrix: string): Promise<MatrixSide & { text: string }> {
  const started = performance.now();
  const output = await succeeded(peerPython, ['-W', 'ignore', path.join(root, 'bench/peer/protocol.py'), matrix]);
  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  return sideOf(
    started,
    lines.map((line) => JSON.parse(line) as MatrixScore),
  );
}

function sideOf(started: number, scores: readonly MatrixScore[]): MatrixSide & { text: string } {
  const seconds = (performance.now() - started) / 1000;
  return { seconds, scores, text: `${scores.length} runs` };
}

/** What the program printed. */
async function succeeded(program: string, parameters: readonly string[]): Promise<string> {
  const { code, output } = await runChild(program, parameters, { quiet: true, env: THREAD_ENVIRONMENT });
  if (code !== 0) throw new Error(`${program} ${parameters.join(' ')} failed:\n${output.trim()}`);
  return output;
}

void main();
