import { findCatalogInitialization } from '../../catalog/initializations';
import type { LoadReport } from '../../journal/event';
import type { Work } from '../../spec/cell';
import type { StoreFolder } from '../store/store-folder';
import { type EncoderFile, loadEncoderFile } from '../weights/load-encoder-file';
import { locateCheckpoint } from '../weights/locate-checkpoint';
import type { NamedTensors } from '../weights/named-tensors';
import { namingText } from '../weights/naming/naming-text';
import { proveWeights } from '../weights/prove-weights';
import { readSafetensors } from '../weights/safetensors';
import { WeightsError } from '../weights/weights-error';
import type { Learner } from './learner';

/**
 * Puts a job's initialization into a fresh learner. null for random weights.
 * @throws WeightsError when the file cannot be read, fills less than the whole encoder and the spec does not allow that, or holds what no
 * training leaves
 */
export async function startWeights(learner: Learner, work: Work, store: StoreFolder): Promise<LoadReport | null> {
  const { initialization } = work.job;
  switch (initialization.source) {
    case 'random':
      return null;
    case 'pretrain': {
      const source = store.cell(initialization.node).encoder;
      const { tensors, sha256 } = await readSafetensors(source);
      return whole({ source, sha256, layout: 'pre-trained here', ...load(learner, tensors) }, false);
    }
    case 'file': {
      const { file, allowPartial } = initialization;
      const { source, layout, encoder } = await openCheckpoint(file, work.checkpoint ?? file);
      if (encoder.nonFinite.length > 0) throw notFinite(source, encoder.nonFinite);
      const report = load(learner, encoder.weights);
      const dropped = [...encoder.dropped.map(({ name }) => name), ...report.dropped];
      return trained(whole({ source, sha256: encoder.sha256, layout, ...report, dropped }, allowPartial));
    }
  }
}

type Loaded = Omit<LoadReport, 'source' | 'sha256' | 'layout'>;

function load(learner: Learner, weights: NamedTensors): Loaded {
  const proof = proveWeights(weights, learner.encoderWeights());
  return { ...learner.loadEncoder(weights), proof };
}

/** @param file the catalog's name, or the file as the spec writes it */
async function openCheckpoint(
  file: string,
  path: string,
): Promise<{ source: string; layout: string; encoder: EncoderFile }> {
  const entry = findCatalogInitialization(file);
  const { path: source, layout } = entry ? await locateCheckpoint(entry, path) : { path, layout: null };
  const encoder = await loadEncoderFile(source, layout);
  return { source, layout: layout?.title ?? namingText(encoder.naming), encoder };
}

/** A checkpoint that silently loads little is the most common mistake of this field: here it stops the run. */
function whole(report: LoadReport, allowPartial: boolean): LoadReport {
  if (report.loaded === report.total || (allowPartial && report.loaded > 0)) return report;
  const share = ((100 * report.loaded) / report.total).toFixed(1);
  const missing = report.missing.length > 0 ? ` Missing: ${named(report.missing)}.` : '';
  const mismatched = report.mismatched.length > 0 ? ` Of another shape: ${named(report.mismatched)}.` : '';
  throw new WeightsError(
    'no-encoder',
    report.source,
    `it fills ${share} % of the encoder.${missing}${mismatched} Check that the network of the spec is the checkpoint's, or say allow-partial: true to train the rest from random weights.`,
  );
}

/** No training leaves a variance below zero. */
function trained(report: LoadReport): LoadReport {
  const smallest = report.proof?.batchNorm.smallestVariance ?? 0;
  if (smallest >= 0) return report;
  const message = `a running variance of batch norm is ${smallest}, and no variance is below zero: the file is damaged, or its names mean something else. Export it anew.`;
  throw new WeightsError('corrupt', report.source, message);
}

/** One such number spreads to all outputs, and the run would end as diverged. */
function notFinite(source: string, names: readonly string[]): WeightsError {
  const message = `numbers in ${named(names)} are infinite or none (NaN): the training that wrote it had diverged. Take an earlier checkpoint.`;
  return new WeightsError('corrupt', source, message);
}

function named(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}
