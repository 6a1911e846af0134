import * as v from 'valibot';

const expected = 'expected steps averaged into one : epochs, with commas between, as 4:8,2:4';

/** The time scale of each of the first epochs, from `scale:epochs` parts with commas between. */
export function timeScaleList() {
  return v.pipe(
    v.string(expected),
    v.regex(/^\d{1,4}:\d{1,4}(,\d{1,4}:\d{1,4})*$/, expected),
    v.transform((list) =>
      list.split(',').flatMap((part) => {
        const [scale, epochs] = part.split(':').map(Number);
        return Array.from({ length: epochs }, () => scale);
      }),
    ),
  );
}

/** The same text from a list. */
export function timeScaleText(scales: readonly number[]): string {
  const distinct = [...new Set(scales)];
  return distinct.map((scale) => `${scale}:${scales.filter((other) => other === scale).length}`).join(',');
}
