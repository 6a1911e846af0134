import { SaliogramError } from '@saliogram/core';

// What Windows code page 1252 has beyond Latin-1.
const UPPER = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

/** What is not in it and can be said with letters that are. */
const SPELT: Readonly<Record<string, string>> = {
  '\u2212': '-',
  '\u2010': '-',
  '\u2011': '-',
  μ: 'µ',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '≈': '~',
  '→': '->',
  '←': '<-',
  '↑': 'up',
  '↓': 'down',
  '▲': '^',
  '▼': 'v',
  '▸': '>',
  '●': '•',
  '■': '•',
  '◆': '•',
  '✓': 'ok',
  '✕': '×',
  '⚑': 'flag',
};

/** From U+03B1 on, which the small letter at the end of a word is one of. */
const GREEK =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega'.split(
    ' ',
  );

/**
 * A text in the letters of Windows code page 1252 alone, which the fonts that every PDF reader has can show: signs and Greek
 * letters are spelled.
 *
 * @throws `argument-invalid` for a letter that these fonts do not have and that has no spelling
 */
export function spellLetters(text: string): string {
  // Accents that stand on their own, as in names of files, are joined to their letters.
  return Array.from(text.normalize('NFC'), (letter) => {
    if (letter < ' ' || /\s/u.test(letter)) return ' ';
    if (/^[!-~\u00a1-\u00ff]$/.test(letter) || UPPER.includes(letter)) return letter;
    const spelt = SPELT[letter] ?? GREEK[letter.toLowerCase().charCodeAt(0) - 0x3b1];
    if (spelt !== undefined) return spelt;
    throw new SaliogramError(
      'argument-invalid',
      `PDF: got the letter ${letter} in "${text}", expected letters of Western European languages; print the page into a PDF instead, or leave the letter out`,
      { details: { letter, text } },
    );
  }).join('');
}
