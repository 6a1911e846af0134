import { describe, expect, it } from 'vitest';
import { foldLine, foldText } from './fold-text.ts';
import { alignColumns } from './text-table.ts';

describe('text on a narrow screen', () => {
  it('is folded between words, and nothing is lost', () => {
    expect(foldText('one two three', 7)).toEqual(['one two', 'three']);
    expect(foldText('incomprehensible', 7)).toEqual(['incomprehensible']);
    expect(foldText('', 7)).toEqual(['']);
    expect(foldLine('short', 10)).toEqual(['short']);
    expect(foldLine('  one two three four', 12)).toEqual(['  one two', '    three', '    four']);
    expect(foldLine('one two three', Infinity)).toEqual(['one two three']);
  });

  const rows = [
    ['name', 'what it says'],
    ['a', 'one two three four five six seven eight nine ten'],
  ];

  it('folds the last column of a table beside the others', () => {
    expect(alignColumns(rows, 40)).toEqual([
      'name  what it says',
      'a     one two three four five six seven',
      '      eight nine ten',
    ]);
    expect(alignColumns(rows)).toHaveLength(2);
  });

  it('puts it below its row where little is left', () => {
    expect(alignColumns(rows, 32)).toEqual([
      'name',
      '    what it says',
      'a',
      '    one two three four five six',
      '    seven eight nine ten',
    ]);
  });
});
