/** Prints tables of what was measured: for the terminal, and for a page of the docs. The first row is the header. */
import { readFileSync, writeFileSync } from 'node:fs';

export function alignedTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}

export function markdownTable([header, ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [header!, header!.map(() => '---'), ...rows].map(line).join('\n');
}

/** Puts text between the page's marks `<!-- NAME -->` and `<!-- /NAME -->`. */
export function writeSection(file: string, name: string, text: string): void {
  const page = readFileSync(file, 'utf8');
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  writeFileSync(file, `${page.slice(0, page.indexOf(begin))}${begin}\n${text}\n${page.slice(page.indexOf(end))}`);
}
