import { paddingText, pixelsText } from './expected-input';
import { type CatalogInitialization, findCatalogInitialization } from './initializations';

export interface Fact {
  readonly title: string;
  readonly text: string;
}

/** What is known of a published checkpoint, and what is not; nothing for random. */
export function aboutInitialization({
  files,
  source,
  licence,
  paper,
  pretrainedOn,
  input,
  doubt,
}: CatalogInitialization): readonly Fact[] {
  if (source === null) return [];
  const padding = paddingText(input);
  return [
    { title: 'File', text: files.map(({ name }) => name).join(' or ') },
    { title: 'From', text: source },
    { title: 'Licence', text: licence ?? 'not stated' },
    { title: 'Paper', text: `arXiv ${paper}` },
    { title: 'Pre-trained on', text: pretrainedOn.map(titleOf).join(', then ') },
    { title: 'Expects', text: pixelsText(input) },
    ...(padding === null ? [] : [{ title: 'Trained with', text: `${padding}, which no network here has` }]),
    ...(doubt === null ? [] : [{ title: 'In doubt', text: doubt }]),
  ];
}

/** The datasets that weights were pre-trained on are themselves names of initializations. */
function titleOf(dataset: string): string {
  return findCatalogInitialization(dataset)?.title ?? dataset;
}
