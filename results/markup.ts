/** HTML and SVG from templates in which every value is text, unless it is markup itself. */

export class Markup {
  constructor(readonly source: string) {}

  toString(): string {
    return this.source;
  }
}

export type Content = string | number | Markup | null | false | readonly Content[];

/** markup`<b>${name}</b>`: values are escaped, lists joined, null and false left out. Put quotes around attributes. */
export function markup(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(parts.map((part, index) => part + (index < values.length ? render(values[index]!) : '')).join(''));
}

function render(content: Content): string {
  if (content === null || content === false) return '';
  if (content instanceof Markup) return content.source;
  if (typeof content === 'string') return escapeMarkup(content);
  return typeof content === 'number' ? String(content) : content.map(render).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Safe between tags and within quoted attributes. Characters that XML forbids are replaced, as SVG would not parse. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!).replace(/[^\P{Cc}\t\n\r]/gu, '\ufffd');
}
