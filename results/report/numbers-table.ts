import { type Markup, markup } from '../markup';

/** More columns than this are set smaller, so that they fit on a page. */
const DENSE = 6;

/** A table of numbers, or of words as short; it scrolls where the page is narrow. The first of each row is its heading. */
export function numbersTable(head: readonly string[], rows: readonly (readonly string[])[]): Markup {
  return markup`<div class="wide"><table class="numbers${head.length > DENSE && ' dense'}">
<thead><tr>${head.map((heading) => markup`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ([first, ...others]) =>
    markup`<tr><th scope="row">${first!}</th>${others.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`,
)}</tbody>
</table></div>`;
}
