/** Settings as a flat list of names in words and values in words, whatever settings there will be. */

export interface FlatSetting {
  /** `learning rate`, `dataset split seed` */
  readonly name: string;
  /** `1e-3`, `on`, `none` */
  readonly value: string;
}

/** Every value below `settings`, in order. Names leave out the first key if it is one of `silent`. */
export function flatten(
  settings: unknown,
  silent: readonly string[] = [],
  path: readonly string[] = [],
): FlatSetting[] {
  if (typeof settings !== 'object' || settings === null || (Array.isArray(settings) && settings.every(isPlain))) {
    const named = silent.includes(path[0] ?? '') ? path.slice(1) : path;
    return [{ name: named.map(inWords).join(' '), value: valueText(settings) }];
  }
  return Object.entries(settings).flatMap(([key, value]) => flatten(value, silent, [...path, key]));
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object';
}

/** `learningRate` is `learning rate`. */
function inWords(key: string): string {
  return key.replace(/([a-z\d])([A-Z])/g, (_, before: string, capital: string) => `${before} ${capital.toLowerCase()}`);
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return value !== 0 && Math.abs(value) < 0.01 ? value.toExponential() : String(value);
  return Array.isArray(value) ? value.join(', ') || 'none' : String(value);
}
