/** Something that a spec may call by its name or by one of its other names. */
export interface Named {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** Looks names up by their letters and digits alone: `ChestX-ray14` finds `chestxray14`. */
export function findByName<Entry extends Named>(entries: readonly Entry[], name: string): Entry | null {
  const wanted = plainName(name);
  return entries.find((entry) => [entry.name, ...entry.aliases].some((known) => plainName(known) === wanted)) ?? null;
}

function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s_-]/g, '')
    .replace('→', '->');
}
