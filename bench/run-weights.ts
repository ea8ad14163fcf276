// npm run bench:weights: how long a checkpoint of 100 MB takes into a ResNet-50, and what memory, beside PyTorch.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setUpEngine } from '../scripts/set-up/engine.mjs';
import { peerPython, setUpPeer, succeed } from '../scripts/set-up/peer.mjs';
import { root } from '../scripts/set-up/run-child.mjs';
import { step } from '../scripts/set-up/step.mjs';
import { bundleProgram } from './bundle-program';
import { Contender } from './contender';
import { type DuelLength, type DuelResult, duel } from './duel';
import { machineText, THREAD_ENVIRONMENT } from './machine';
import { alignedTable, markdownTable, writeSection } from './print-table';
import { type Spread, withSpread } from './spread';

const LENGTH: DuelLength = { bouts: 3, rounds: 15, seconds: 60, leastRounds: 5 };

const FILES = [
  { title: '`.pth`, zip', name: 'resnet50.pth' },
  { title: '`.pth` before 1.6', name: 'resnet50-legacy.pth' },
  { title: '`.safetensors`', name: 'resnet50.safetensors' },
] as const;

const HEADER = ['file', 'PyTorch, ms', 'Warmstart, ms', 'ratio', 'peak memory, PyTorch', 'peak memory, Warmstart'];

async function main(): Promise<void> {
  await step('Peer', setUpPeer);
  await step('Engine', setUpEngine);
  const ours = await bundleProgram('load-weights');
  const peer = path.join(root, 'bench/peer/weights.py');
  const folder = mkdtempSync(path.join(tmpdir(), 'warmstart-weights-'));
  try {
    await succeed(peerPython, [peer, 'make', folder]);
    const rows: string[][] = [];
    for (const { title, name } of FILES) {
      const file = path.join(folder, name);
      const contenders = {
        ours: () => new Contender([process.execPath, '--expose-gc', ours, file], THREAD_ENVIRONMENT),
        peer: () => new Contender([peerPython, peer, 'load', file], THREAD_ENVIRONMENT),
      };
      await step(name, async () => {
        const result = await duel(contenders, LENGTH);
        rows.push([title, ...cells(result, statSync(file).size / 1e6)]);
        return { text: `${result.ratio.median.toFixed(2)} x` };
      });
    }
    writeSection(
      path.join(root, 'docs/performance.md'),
      'weights',
      `${machineText()}:\n\n${markdownTable([HEADER, ...rows])}`,
    );
    console.log(`\n${alignedTable([HEADER, ...rows])}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Memory as multiples of the file. */
function cells({ peer, ours, ratio }: DuelResult, megabytes: number): string[] {
  const memory = ({ median, lower, upper }: Spread) =>
    withSpread({ median: median / megabytes, lower: lower / megabytes, upper: upper / megabytes });
  return [
    withSpread(peer.stepMilliseconds, 0),
    withSpread(ours.stepMilliseconds, 0),
    withSpread(ratio),
    memory(peer.peakMegabytes),
    memory(ours.peakMegabytes),
  ];
}

void main();
