import { createRandom } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { addProduct, addTransposed } from './matrix.ts';

const random = createRandom(3);
const numbers = (count: number): Float64Array => new Float64Array(count).map(() => random.normal());

describe('products', () => {
  it.each([1, 7, 8, 19])(
    'of %i rows are the sums by definition, and leave their neighbours alone',
    (rows) => {
      const [columns, firstRow] = [5, 2];
      const w = numbers((firstRow + rows) * columns);
      const [x, y] = [numbers(columns + 3), numbers(rows + 2)];
      const weight = (r: number, k: number): number => w[(firstRow + r) * columns + k];
      const forward = y.slice();
      addProduct(forward, 1, w, firstRow, rows, columns, x, 2);
      forward.forEach((v, i) => {
        let expected = y[i];
        if (i >= 1 && i <= rows) for (let k = 0; k < columns; k++) expected += weight(i - 1, k) * x[2 + k];
        expect(v).toBeCloseTo(expected, 12);
      });
      const back = x.slice();
      addTransposed(back, 2, w, firstRow, rows, columns, y, 1);
      back.forEach((v, i) => {
        let expected = x[i];
        if (i >= 2 && i < 2 + columns) for (let r = 0; r < rows; r++) expected += weight(r, i - 2) * y[1 + r];
        expect(v).toBeCloseTo(expected, 12);
      });
    },
  );
});
