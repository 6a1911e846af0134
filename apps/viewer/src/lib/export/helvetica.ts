// Advance widths from space to tilde in thousandths of the size: Adobe's Core 14 AFM files, Helvetica and Helvetica-Bold.
const REGULAR =
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584';
const BOLD =
  '278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584';
const widths = { regular: REGULAR.split(' ').map(Number), bold: BOLD.split(' ').map(Number) };

/** What is wider or narrower than most letters beyond ASCII. */
const OTHERS: Readonly<Record<string, number>> = {
  '\u00a0': 278,
  '·': 278,
  '°': 400,
  '²': 333,
  '³': 333,
  '±': 584,
  '×': 584,
  '•': 350,
  '…': 1000,
  '—': 1000,
};

/** The width of a text in Helvetica, in the unit of `size`; accented letters count as 556 thousandths. */
export function textWidth(text: string, size: number, bold = false): number {
  const table = bold ? widths.bold : widths.regular;
  let sum = 0;
  for (const letter of text) sum += OTHERS[letter] ?? table[letter.charCodeAt(0) - 32] ?? 556;
  return (sum * size) / 1000;
}

/** Breaks a text at spaces into lines that are no wider than `width`; a longer word is broken where it must. */
export function wrapText(text: string, width: number, size: number, bold = false): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \n]+/).flatMap((part) => pieces(part, width, size, bold))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer, size, bold) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function pieces(word: string, width: number, size: number, bold: boolean): string[] {
  const parts: string[] = [''];
  for (const letter of word) {
    const longer = (parts.at(-1) ?? '') + letter;
    if (longer.length > letter.length && textWidth(longer, size, bold) > width) parts.push(letter);
    else parts[parts.length - 1] = longer;
  }
  return parts;
}
