/** The two programs that a bench compares: Warmstart's step and PyTorch's. */
import path from 'node:path';
import { buildBundles } from '../scripts/set-up/bundles.mjs';
import { setUpEngine } from '../scripts/set-up/engine.mjs';
import { peerPython, setUpPeer } from '../scripts/set-up/peer.mjs';
import { root } from '../scripts/set-up/run-child.mjs';
import { step } from '../scripts/set-up/step.mjs';
import { bundleProgram } from './bundle-program';
import type { BenchCase } from './cases';

export const SIDES = ['peer', 'ours'] as const;
export type SideName = (typeof SIDES)[number];

/** @throws Error where there is no engine to measure */
export async function setUpSides(): Promise<void> {
  await step('Peer', setUpPeer);
  await step('Bundles', buildBundles);
  const engine = await step('Engine', setUpEngine);
  if (!engine.native) throw new Error(engine.text);
  await bundleProgram('ours');
}

export function commandOf(side: SideName, each: BenchCase): [string, ...string[]] {
  const parameter = JSON.stringify(each);
  return side === 'ours'
    ? [process.execPath, path.join(root, 'dist/bench/ours.js'), parameter]
    : [peerPython, path.join(root, 'bench/peer/step.py'), parameter];
}
