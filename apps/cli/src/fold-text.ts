/** Text as lines no longer than `width` where its words allow, at least one. */
export function foldText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** A line folded to the width of a screen, its continuation two characters further in than itself. */
export function foldLine(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const indent = line.length - line.trimStart().length;
  const further = ' '.repeat(indent + 2);
  // As wide as what is left of the narrower, later lines.
  return foldText(line.trimStart(), width - indent - 2).map((part, i) =>
    i === 0 ? ' '.repeat(indent) + part : further + part,
  );
}
