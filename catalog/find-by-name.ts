/** Something that a spec may call by its name or by one of its other names. */
export interface Named {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** Looks names up by their letters and digits alone: `ChestX-ray14` finds `chestxray14`. Of two with the same name, the first is found. */
export function findByName<Entry extends Named>(entries: readonly Entry[], name: string): Entry | null {
  const index = indices.get(entries) ?? indexOf(entries);
  indices.set(entries, index);
  const found = index.get(plainName(name));
  return found === undefined ? null : entries[found]!;
}

/** Lists are never changed, so an index is as good as its list, and goes with it. */
const indices = new WeakMap<readonly Named[], ReadonlyMap<string, number>>();

function indexOf(entries: readonly Named[]): ReadonlyMap<string, number> {
  const index = new Map<string, number>();
  entries.forEach((entry, place) => {
    for (const name of [entry.name, ...entry.aliases].map(plainName)) {
      if (!index.has(name)) index.set(name, place);
    }
  });
  return index;
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
