import type { Fix } from '../diagnostic';
import type { InitializationSyntax } from '../syntax';

/** The edit that adds a setting, such as `padding: symmetric`, to an entry of the initializations, in the style it is written in. */
export function addToEntry({ name, map }: InitializationSyntax, setting: string, title: string, text: string): Fix {
  const { end } = name.range;
  if (map === null) return { title, range: name.range, newText: `{name: ${JSON.stringify(name.value)}, ${setting}}` };
  if (map.flow) return insertion(end, `, ${setting}`, title);
  const indent = map.nameKey.start - (text.lastIndexOf('\n', map.nameKey.start - 1) + 1);
  // Behind a comment on the line of the name.
  const lineEnd = end + text.slice(end).search(/\r?\n|$/);
  return insertion(lineEnd, `\n${' '.repeat(indent)}${setting}`, title);
}

/** The edit that adds it for all, as a key of the spec. */
export function addToSpec(setting: string, title: string, text: string): Fix[] {
  const at = text.search(/^initializations\s*:/m);
  return at === -1 ? [] : [insertion(at, `${setting}\n`, title)];
}

function insertion(at: number, newText: string, title: string): Fix {
  return { title, range: { start: at, end: at }, newText };
}
