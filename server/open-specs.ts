import { isDeepStrictEqual } from 'node:util';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Table } from '../results/table';
import { type OpenSpec, openSpec } from './open-spec';
import type { World } from './world';

/** The specs that are open in the editor: each version is read once, however many requests it has to answer. */
export class OpenSpecs {
  readonly #specs = new Map<string, OpenSpec>();
  readonly #tables = new Map<string, Table | null>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  read(document: TextDocument): OpenSpec {
    const known = this.#specs.get(document.uri);
    if (known?.document === document && known.version === document.version) return known;
    const spec = openSpec(document, this.#world);
    this.#specs.set(document.uri, spec);
    return spec;
  }

  /** The results as last read; null before, and where there are none. */
  table(uri: string): Table | null {
    return this.#tables.get(uri) ?? null;
  }

  /** Reads the results anew and says whether they changed. While the spec has errors, the last ones stay. */
  async refreshTable({ document: { uri }, path, reading: { spec } }: OpenSpec): Promise<boolean> {
    if (path === null || spec === null) return false;
    const table = await this.#world.readTable(path, spec);
    const closedMeanwhile = !this.#specs.has(uri);
    if (closedMeanwhile || isDeepStrictEqual(table, this.table(uri))) return false;
    this.#tables.set(uri, table);
    return true;
  }

  close(uri: string): void {
    this.#specs.delete(uri);
    this.#tables.delete(uri);
  }
}
