/** Something that a spec may call by its name or by one of its other names. */
export interface Named {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** A look-up by letters and digits alone: `ChestX-ray14` finds `chestxray14`. Of two entries with the same name, the first is found. */
export function byName<Entry extends Named>(entries: readonly Entry[]): (name: string) => Entry | null {
  const index = new Map<string, Entry>();
  for (const entry of entries) {
    for (const name of [entry.name, ...entry.aliases].map(plainName)) {
      if (!index.has(name)) index.set(name, entry);
    }
  }
  return (name) => index.get(plainName(name)) ?? null;
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
