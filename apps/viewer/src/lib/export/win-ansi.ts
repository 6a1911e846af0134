import { SaliogramError } from '@saliogram/core';

// The bytes 0x80 to 0x9f of Windows code page 1252; dots are bytes without a meaning.
const UPPER = '€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ';

/** What has no byte and can be said with those that have one. */
const SPELT: Readonly<Record<string, string>> = {
  '\u2212': '-',
  '\u2010': '-',
  '\u2011': '-',
  '\u2009': ' ',
  '\u202f': ' ',
  '\u2003': ' ',
  '\u03bc': 'µ',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '≈': '~',
  '→': '->',
  '←': '<-',
  '↑': '^',
  '↓': 'v',
  '▲': '^',
  '▼': 'v',
  '●': '•',
  '■': '•',
  '◆': '•',
  '✓': 'x',
  '✕': '×',
  Δ: 'd ',
  λ: 'lambda',
  Σ: 'sum',
};

/**
 * A text as bytes of Windows code page 1252, which the fonts that every PDF reader has can show.
 *
 * @throws `argument-invalid` for a letter that these fonts do not have
 */
export function winAnsi(text: string): number[] {
  return Array.from(text).flatMap((letter) => {
    const spelt = SPELT[letter] ?? letter;
    return Array.from(spelt, (one) => {
      const code = one.codePointAt(0) ?? 0;
      if ((code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff)) return code;
      const upper = one === '.' ? -1 : UPPER.indexOf(one);
      if (upper >= 0) return 0x80 + upper;
      if (code < 0x20) return 0x20;
      throw new SaliogramError(
        'argument-invalid',
        `PDF: got the letter ${one} in "${text}", expected letters of Western European languages; print the page into a PDF instead, or leave the letter out`,
        { details: { letter: one, text } },
      );
    });
  });
}
