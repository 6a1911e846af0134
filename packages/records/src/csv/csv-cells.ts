/** A cell as RFC 4180 writes it: in quotes when it has a comma, a quote or a line end. */
export function quoteCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The cells of a line, without quotes. */
export function splitCells(line: string): string[] {
  if (!line.includes('"')) return line.split(',').map((cell) => cell.trim());
  const cells: string[] = [];
  const pattern = /\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(,|$)/y;
  for (let end = ','; end === ',';) {
    const [, quoted, plain = '', separator = ''] = pattern.exec(line) ?? [];
    cells.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'));
    end = separator;
  }
  return cells;
}
