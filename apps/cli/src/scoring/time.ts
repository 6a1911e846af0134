import * as v from 'valibot';

const expected = 'expected seconds, as 90 or 0.5, or minutes and seconds, as 1:30 or 1:00:00';

/** A time from a command line, s: `90`, `1:30`, `1:00:00`. */
export const time = v.pipe(
  v.string(expected),
  v.regex(/^(\d+:){0,2}\d+(\.\d+)?$/, expected),
  v.transform((text) => text.split(':').reduce((seconds, part) => 60 * seconds + Number(part), 0)),
);
