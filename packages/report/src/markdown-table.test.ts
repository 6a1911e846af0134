import { expect, it } from 'vitest';
import { markdownTable } from './markdown-table.ts';

it('writes a row per line; bars are escaped, line ends become spaces', () => {
  // By hand.
  expect(markdownTable(['a', 'b|c'], [['1\n2', '|x|']])).toBe(
    '| a | b\\|c |\n| --- | --- |\n| 1 2 | \\|x\\| |',
  );
});
