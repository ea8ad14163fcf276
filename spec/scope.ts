/** Looks up the names of a spec: what it declares, and what the catalog knows. */
import { type CatalogDataset, findCatalogDataset } from '../catalog/datasets';
import { type CatalogInitialization, findCatalogInitialization, findOfficialFile } from '../catalog/initializations';
import type { Protocol } from '../catalog/protocol';
import { findProtocol } from '../catalog/protocols';
import { QUICK } from '../catalog/quick';
import type { Range } from './diagnostic';
import type { Located } from './located';
import type { Places } from './paths';
import type { DatasetSyntax, InitializationSyntax, SpecSyntax } from './syntax';

/** A dataset by name: declared under `data`, known to the catalog, given a folder from outside, or several of these. */
export interface FoundDataset {
  /** The catalog's name where it has one, so that `nih` and `chestxray14` are one dataset. */
  readonly name: string;
  readonly declared: DatasetSyntax | null;
  readonly catalog: CatalogDataset | null;
}

/** What `from:` names: an entry of the spec's list, or of the catalog. */
export type FoundInitialization =
  | { readonly source: 'spec'; readonly entry: InitializationSyntax }
  | { readonly source: 'catalog'; readonly entry: CatalogInitialization };

export class Scope {
  readonly syntax: SpecSyntax;
  readonly places: Places;
  /** The protocol that is named; the default where none is, or none of that name. */
  readonly protocol: Protocol;

  constructor(syntax: SpecSyntax, places: Places) {
    this.syntax = syntax;
    this.places = places;
    this.protocol = (syntax.protocol && findProtocol(syntax.protocol.value)) ?? QUICK;
  }

  dataset(name: string): FoundDataset | null {
    const catalog = findCatalogDataset(name);
    const { data } = this.syntax;
    const declared =
      data.find((dataset) => dataset.name.value === name) ??
      data.find((dataset) => catalog !== null && findCatalogDataset(dataset.name.value) === catalog) ??
      null;
    if (declared === null && catalog === null && !this.places.names.includes(name)) return null;
    return { name: catalog?.name ?? name, declared, catalog };
  }

  initialization(name: string): FoundInitialization | null {
    const entries = this.syntax.initializations;
    const catalog = findCatalogInitialization(name);
    const entry =
      entries.find((one) => one.name.value === name) ??
      entries.find((one) => catalog !== null && (one.name.value === catalog.name || calledBy(one) === catalog));
    if (entry) return { source: 'spec', entry };
    return catalog === null ? null : { source: 'catalog', entry: catalog };
  }

  /** What the catalog knows about an entry of the spec's list, by its name or else its file's; null for weights that this experiment pre-trains itself. */
  catalogEntry(entry: InitializationSyntax): CatalogInitialization | null {
    const { pretrain, weights } = entry;
    return calledBy(entry) ?? (pretrain === null && weights !== null ? findOfficialFile(weights.value) : null);
  }

  /** The checkpoints of the catalog that the spec compares or pre-trains from, and gives no file of its own for; with the place that names them. */
  publishedCheckpoints(): readonly { readonly entry: CatalogInitialization; readonly range: Range }[] {
    const listed = this.syntax.initializations.flatMap((one) => {
      const entry = one.weights === null ? this.catalogEntry(one) : null;
      return entry === null ? [] : [{ entry, range: one.name.range }];
    });
    return [...listed, ...this.origins()].filter(({ entry }) => entry.files.length > 0);
  }

  /** Entries of the catalog that the spec pre-trains from without comparing them, each once, with the first place that names it. */
  origins(): readonly { readonly entry: CatalogInitialization; readonly range: Range }[] {
    const origins = new Map<CatalogInitialization, Range>();
    for (const { pretrain } of this.syntax.initializations) {
      const found = pretrain?.from && this.initialization(pretrain.from.value);
      if (found?.source === 'catalog' && !origins.has(found.entry)) origins.set(found.entry, pretrain!.from!.range);
    }
    return [...origins].map(([entry, range]) => ({ entry, range }));
  }

  /** Every name a dataset may be called by. */
  datasetNames(): readonly string[] {
    return [...this.syntax.data.map(({ name }) => name.value), ...this.places.names];
  }
}

/** The catalog's entry whose name it has. */
function calledBy({ name, pretrain }: InitializationSyntax): CatalogInitialization | null {
  return pretrain === null ? findCatalogInitialization(name.value) : null;
}

/** Every place where the spec uses the name of a dataset. */
export function datasetUses({ tasks, initializations }: SpecSyntax): readonly Located<string>[] {
  return [...tasks.map(({ data }) => data), ...initializations.map(({ pretrain }) => pretrain?.on ?? null)].filter(
    (use) => use !== null,
  );
}
