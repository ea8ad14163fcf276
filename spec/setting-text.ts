import { kebabCase } from './kebab-case';

/** A value of a recipe in words: `plateau (factor 0.5, patience 5)`. Numbers are shown to four digits. */
export function settingText(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(4)));
  if (typeof value !== 'object' || value === null) return String(value ?? 'none');
  const { kind, ...numbers } = value as { readonly kind: string };
  const listed = Object.entries(numbers).map(([name, number]) => `${kebabCase(name)} ${settingText(number)}`);
  return listed.length === 0 ? kind : `${kind} (${listed.join(', ')})`;
}
