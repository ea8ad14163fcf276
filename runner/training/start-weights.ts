import { type LoadReport, PRETRAINED_HERE } from '../../journal/event';
import type { Work } from '../../spec/cell';
import type { StoreFolder } from '../store/store-folder';
import { reusedMemory } from '../weights/byte-source';
import { openEncoderFile } from '../weights/encoder-file';
import { hashFile } from '../weights/hash-file';
import { checkPublished, type LocatedCheckpoint, locateWeights } from '../weights/locate-checkpoint';
import { namingText } from '../weights/naming/naming-text';
import { WeightsProver } from '../weights/prove-weights';
import { named, WeightsError } from '../weights/weights-error';
import type { Learner } from './learner';

/**
 * Puts a job's initialization into a fresh learner. null for random weights.
 * @throws WeightsError when the file cannot be read, fills less than the whole encoder or has what is no part of it and the spec does not allow
 * that, or holds what no training leaves
 */
export async function startWeights(learner: Learner, work: Work, store: StoreFolder): Promise<LoadReport | null> {
  const { initialization } = work.job;
  switch (initialization.source) {
    case 'random':
      return null;
    case 'pretrain': {
      const path = store.cell(initialization.node).encoder;
      const report = await load(learner, { path, layout: null, published: null }, false);
      return { ...report, layout: PRETRAINED_HERE };
    }
    case 'file': {
      const { file, allowPartial } = initialization;
      return load(learner, await locateWeights(file, work.checkpoint ?? file), allowPartial);
    }
  }
}

/** Of this process: taken anew by each loading, tens of megabytes would have garbage collected amid it. */
const memory = reusedMemory();

async function load(learner: Learner, located: LocatedCheckpoint, allowPartial: boolean): Promise<LoadReport> {
  const { path: source, layout } = located;
  const file = await openEncoderFile(source, layout);
  try {
    const prover = new WeightsProver(learner.freshEncoder(), (values) => learner.sum(values));
    const fill = async () => learner.loadEncoder(prover.watch(file.weights(memory)));
    // The file is hashed in a thread of its own while its weights are loaded here.
    const [sha256, loaded] = await Promise.all([hashFile(source), fill()]);
    checkPublished(located, sha256);
    prover.refuseUnsound(source);
    const { proof } = prover;
    const dropped = [...file.dropped.map(({ name }) => name), ...loaded.dropped];
    const foreign = [...file.foreign.map(({ name }) => name), ...loaded.dropped];
    const report = { source, sha256, layout: layout?.title ?? namingText(file.naming), ...loaded, dropped, proof };
    return whole(report, foreign, allowPartial);
  } finally {
    file.close();
  }
}

/**
 * A checkpoint that silently loads little is the most common mistake of this field: here it stops the run, and so does one of another
 * network that has all of the wanted one's names among its own.
 *
 * @param foreign tensors within the file's encoder that the wanted one has no place for
 */
function whole(report: LoadReport, foreign: readonly string[], allowPartial: boolean): LoadReport {
  if (allowPartial && report.loaded > 0) return report;
  if (report.loaded === report.total) {
    if (foreign.length > 0) throw otherNetwork(report.source, foreign);
    return report;
  }
  const share = ((100 * report.loaded) / report.total).toFixed(1);
  const missing = report.missing.length > 0 ? ` Missing: ${named(report.missing)}.` : '';
  const mismatched = report.mismatched.length > 0 ? ` Of another shape: ${named(report.mismatched)}.` : '';
  throw new WeightsError(
    'no-encoder',
    report.source,
    `it fills ${share} % of the encoder.${missing}${mismatched} Check that the network of the spec is the checkpoint's, or say allow-partial: true to train the rest from random weights.`,
  );
}

function otherNetwork(source: string, foreign: readonly string[]): WeightsError {
  const message = `it is of another network than the spec's, whose encoder has no place for ${named(foreign)}. Set the checkpoint's network (network: {encoder: ...}; \`warmstart weights inspect\` says which it is), or say allow-partial: true to leave these out.`;
  return new WeightsError('no-encoder', source, message);
}
