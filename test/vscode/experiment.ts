import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

export const SPEC_NAME = 'small.warmstart.yaml';

/** The quickstart's grammar on the smallest network: every cell trains in a few seconds, so that a test can watch a whole experiment. */
export interface ExperimentOptions {
  /** Epochs of fine-tuning; more keep a run going while a window reloads. */
  readonly epochs?: number;
  readonly runs?: number;
  /** Replaces text of the spec, for instance to plant a mistake. */
  readonly mistake?: readonly [right: string, wrong: string];
}

export function experimentText({ epochs = 3, runs = 2, mistake }: ExperimentOptions = {}): string {
  const text = `# Two initializations on one phantom target.
name: A small question
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

initializations:
  - random
  - name: upstream
    pretrain: {from: random, on: textures, method: supervised}

runs: ${runs}
statistics: {test: welch, alpha: 0.05, correction: holm, margin: 5}
`;
  if (mistake && !text.includes(mistake[0])) throw new Error(`The experiment's text has no \`${mistake[0]}\`.`);
  return mistake ? text.replace(...mistake) : text;
}

/** Writes the experiment into `folder` and returns the spec's path. */
export async function writeExperiment(folder: string, options?: ExperimentOptions): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, SPEC_NAME);
  await writeFile(file, experimentText(options));
  return file;
}
