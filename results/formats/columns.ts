/** Lines of text in columns, for a terminal. */
import stringWidth from 'string-width';

const GAP = '   ';

/** Every cell padded to the widest of its column, numbers to the right where `right` says so. */
export function alignColumns(rows: readonly (readonly string[])[], right: readonly boolean[] = []): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, index) =>
    Math.max(...rows.map((row) => stringWidth(row[index] ?? ''))),
  );
  return rows.map((row) =>
    widths
      .map((width, index) => {
        const text = row[index] ?? '';
        const room = ' '.repeat(width - stringWidth(text));
        return right[index] ? room + text : text + room;
      })
      .join(GAP)
      .trimEnd(),
  );
}
