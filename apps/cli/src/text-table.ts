import { foldText } from './fold-text.ts';

/** Fewest characters worth giving a column of text beside the others; with fewer it goes below them. */
const NARROWEST = 30;

/**
 * Rows of cells as lines, the first row being the heads; columns of numbers are flush right, others flush left.
 *
 * @param width of the screen: the last column is folded to what is left of it, or goes below its row where that is little
 */
export function alignColumns(rows: readonly (readonly string[])[], width = Infinity): string[] {
  const count = Math.max(...rows.map((row) => row.length));
  const cellsOf = (column: number): string[] => rows.map((row) => row[column] ?? '');
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...cellsOf(column).map((cell) => cell.length)),
  );
  const isNumeric = Array.from({ length: count }, (_, column) =>
    cellsOf(column)
      .slice(1)
      .every((cell) => /^(|-|[-+]?[\d,.]+( %)?)$/.test(cell)),
  );
  const before = widths.slice(0, -1).reduce((sum, own) => sum + own + 2, 0);
  const aligned = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        isNumeric[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
      )
      .join('  ')
      .trimEnd();
  if (before + widths[count - 1] <= width) return rows.map(aligned);
  return rows.flatMap((row) => {
    const last = row[count - 1] ?? '';
    const below = before > width - NARROWEST;
    const folded = foldText(last, below ? width - 4 : width - before);
    if (below) {
      const lines = last === '' ? [] : folded.map((line) => `    ${line}`);
      return [aligned(row.slice(0, count - 1)), ...lines];
    }
    const [first, ...rest] = folded;
    return [aligned([...row.slice(0, count - 1), first]), ...rest.map((line) => ' '.repeat(before) + line)];
  });
}

/** 104544 as `104,544`. */
export function thousands(value: number): string {
  return value.toLocaleString('en-US');
}

/** 0.98765 as `98.77 %`; `-` for a ratio without a denominator. */
export function percent(value: number | null, digits = 2): string {
  return value === null ? '-' : `${(100 * value).toFixed(digits)} %`;
}
