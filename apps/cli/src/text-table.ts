/** Rows of cells as lines, the first row being the heads; columns of numbers are flush right, others flush left. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
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
  return rows.map((row) =>
    row
      .map((cell, column) =>
        isNumeric[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
      )
      .join('  ')
      .trimEnd(),
  );
}

/** 104544 as `104,544`. */
export function thousands(value: number): string {
  return value.toLocaleString('en-US');
}

/** 0.98765 as `98.77 %`; `-` for a ratio without a denominator. */
export function percent(value: number | null, digits = 2): string {
  return value === null ? '-' : `${(100 * value).toFixed(digits)} %`;
}
