/** Runs the built command line as a user would. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readRunners } from '../../runner/store/runner-record';
import { StoreFolder } from '../../runner/store/store-folder';

export const CLI = path.resolve(__dirname, '../../dist/cli.js');

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function warmstart(...parameters: readonly string[]): Promise<Finished> {
  return finished(start(...parameters));
}

export function start(...parameters: readonly string[]): ChildProcess {
  return spawn(process.execPath, [CLI, ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
}

export function finished(child: ChildProcess): Promise<Finished> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk) => (stdout += chunk));
  child.stderr?.on('data', (chunk) => (stderr += chunk));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}

/** A folder that goes with the system's temporary files, holding a spec. */
export function specFolder(text: string): { folder: string; spec: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'warmstart-test-'));
  const spec = path.join(folder, 'test.warmstart.yaml');
  writeFileSync(spec, text);
  return { folder, spec };
}

/** Two initializations, one of them pre-trained, on a target of 24 small images. */
export function smallSpec({ epochs = 3, runs = 2, extra = '' } = {}): string {
  return `name: small
protocol: quick
network: {encoder: resnet18, width: 8}
data:
  textures: {phantom: textures, images: 48, size: 32, seed: 1}
  x-rays: {phantom: xray, images: 48, size: 32, seed: 3, split: {train: 0.5, validation: 0.25, test: 0.25}}
tasks:
  - name: nodules
    kind: classification
    data: x-rays
    training: {image-size: 32, batch-size: 8, epochs: ${epochs}}
${extra}initializations:
  - random
  - name: upstream
    pretrain: {from: random, on: textures, method: supervised, training: {image-size: 32, epochs: 2}}
runs: ${runs}
`;
}

/** The process id of a runner at work, once the engines of so many are open. */
export async function untilTraining(spec: string, count = 1): Promise<number> {
  for (;;) {
    const working = readRunners(StoreFolder.beside(spec)).filter(
      ({ header, state }) => header !== null && state === 'held',
    );
    if (working.length >= count && working[0]?.pid) return working[0].pid;
    await delay(20);
  }
}
