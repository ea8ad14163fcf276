import type { LoadReport } from '../../journal/event';
import type { Work } from '../../spec/cell';
import type { StoreFolder } from '../store/store-folder';
import { loadEncoderFile } from '../weights/load-encoder-file';
import { readSafetensors } from '../weights/safetensors';
import { WeightsError } from '../weights/weights-error';
import type { Learner } from './learner';

/**
 * Puts a job's initialization into a fresh learner. null for random weights.
 * @throws WeightsError when the file cannot be read, or fills less than the whole encoder and the spec does not allow that
 */
export async function startWeights(learner: Learner, work: Work, store: StoreFolder): Promise<LoadReport | null> {
  const { initialization } = work.job;
  switch (initialization.source) {
    case 'random':
      return null;
    case 'pretrain': {
      const source = store.cell(initialization.node).encoder;
      const { tensors, sha256 } = await readSafetensors(source);
      return whole({ source, sha256, ...learner.loadEncoder(tensors) }, false);
    }
    case 'file': {
      const source = work.checkpoint ?? initialization.file;
      const { weights, dropped, nonFinite, sha256 } = await loadEncoderFile(source);
      if (nonFinite.length > 0) throw notFinite(source, nonFinite);
      const report = learner.loadEncoder(weights);
      const outside = dropped.map(({ name }) => name);
      return whole(
        { source, sha256, ...report, dropped: [...outside, ...report.dropped] },
        initialization.allowPartial,
      );
    }
  }
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

/** One such number spreads to all outputs, and the run would end as diverged. */
function notFinite(source: string, names: readonly string[]): WeightsError {
  const message = `numbers in ${named(names)} are infinite or none (NaN): the training that wrote it had diverged. Take an earlier checkpoint.`;
  return new WeightsError('corrupt', source, message);
}

function named(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}
