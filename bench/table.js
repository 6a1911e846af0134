// Tables as text, numbers to the right.

/** Prints rows of cells under headings. */
export function printTable(title, headings, rows) {
  const cells = [headings, ...rows.map((row) => row.map((cell) => (cell === undefined ? '' : String(cell))))];
  const widths = headings.map((_, c) => Math.max(...cells.map((row) => row[c].length)));
  const isNumber = headings.map((_, c) => rows.every((row) => /^[\d.,%x-]*$/.test(String(row[c] ?? ''))));
  const line = (row) =>
    row
      .map((cell, c) => (isNumber[c] ? cell.padStart(widths[c]) : cell.padEnd(widths[c])))
      .join('  ')
      .trimEnd();
  console.log(`\n${title}\n`);
  console.log(line(cells[0]));
  console.log(widths.map((width) => '-'.repeat(width)).join('  '));
  for (const row of cells.slice(1)) console.log(line(row));
}

export const ms = (value) => (value === undefined ? '' : value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0));
export const percent = (share) => `${(100 * share).toFixed(0)}%`;
export const times = (ratio) => `${ratio.toFixed(ratio < 10 ? 1 : 0)}x`;
