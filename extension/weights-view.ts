import path from 'node:path';
import { aboutInitialization } from '../catalog/about-initialization';
import { CATALOG_INITIALIZATIONS } from '../catalog/initializations';
import type { WeightsSummary } from '../runner/weights/inspect-weights';
import { countReasons } from '../runner/weights/map-encoder';
import { namingText } from '../runner/weights/naming/naming-text';
import type { EncoderView, WeightsView } from '../webviews/messages';

/** What lies in a file of weights, as its editor shows it. */
export function weightsView(summary: WeightsSummary): WeightsView {
  const { file, size, title, within, metadata, tensors, unread, encoder, publishedAs, laidOutAs } = summary;
  return {
    name: path.basename(file),
    container: title,
    size,
    within,
    metadata,
    tensors: tensors.map(({ name, dtype, shape, byteLength }) => ({ name, dtype, shape, size: byteLength })),
    unread,
    encoder: encoder && encoderView(encoder),
    laidOutAs,
    publishedAs: CATALOG_INITIALIZATIONS.filter(({ name }) => publishedAs.includes(name)).map((entry) => ({
      title: entry.title,
      // The file's own name heads the page.
      facts: aboutInitialization(entry).filter((fact) => fact.title !== 'File'),
    })),
  };
}

function encoderView({ naming, dropped, ...facts }: NonNullable<WeightsSummary['encoder']>): EncoderView {
  return { ...facts, naming: namingText(naming), leftOut: countReasons(dropped) };
}
