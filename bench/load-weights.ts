/**
 * Warmstart's side of the duel of loading: `node --expose-gc load-weights.js FILE`. Says `ready` after the first loading; then puts the file
 * into a fresh ResNet-50, by what a run does before its first step, for every line that comes in, and answers with its milliseconds; `end`
 * is answered with the megabytes that the first loading took at its peak.
 */
import { createInterface } from 'node:readline';
import { openEngine } from '../runner/engines/open-engine';
import { StoreFolder } from '../runner/store/store-folder';
import { createLearner } from '../runner/training/create-learner';
import { startWeights } from '../runner/training/start-weights';
import type { Work } from '../spec/cell';
import { makePlan } from '../spec/plan';
import { readSpec } from '../spec/read-spec';
import { peakMemoryOf } from './peak-memory';

async function main(): Promise<void> {
  const file = process.argv[2]!;
  const work = runThatLoads(file);
  const { kind, network, training, seed } = work.job;
  const learner = createLearner(await openEngine('tensorflow'), { kind, network, ...training, classes: 14, seed });
  const store = StoreFolder.beside(file);
  const load = () => startWeights(learner, work, store);
  globalThis.gc!();
  const peak = await peakMemoryOf(load);
  console.log('ready');
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'end') break;
    learner.reset(seed);
    const started = performance.now();
    await load();
    console.log(performance.now() - started);
  }
  console.log(peak);
}

function runThatLoads(file: string): Work {
  const { spec } = readSpec(
    JSON.stringify({
      network: { encoder: 'resnet50' },
      data: { images: { phantom: 'xray' } },
      tasks: [{ name: 'labels', kind: 'classification', data: 'images' }],
      initializations: [{ name: 'file', weights: file }],
    }),
  );
  return makePlan(spec!).cells[0]!;
}

void main();
