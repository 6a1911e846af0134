import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '@saliogram/core';
import { decodeAnnotations } from '@saliogram/records';
import type { Annotation } from '@saliogram/records';
import { compareEpisodes } from '@saliogram/signal';
import type { TestPeriodOptions } from '@saliogram/signal';
import { annotationsOf, mitdb, perturbed, runWfdb, stored } from '../../testing/wfdb-oracle.ts';
import { episodeLine, episodeReport } from './episode-report.ts';

/** Two annotators and how they are compared, with what epicmp prints of it: reports and lines of -A, then of -V. */
interface Case {
  reference: string;
  test: string;
  options: TestPeriodOptions;
  printed?: string[];
}

function randomCase(seed: number): Case {
  const random = createRandom(seed);
  const below = (limit: number): number => Math.floor(random.uniform() * limit);
  const words = ['[', ']', '+=(AFIB', '+=(N', '+=(AFL', '+=(VFL', 'N', 'V', '"'];
  const annotator = (): string => {
    let sample = 10;
    const made = Array.from(
      { length: 4 + below(20) },
      () => (sample += 10 * below(200)) + words[below(words.length)],
    );
    return `${made.join(' ')} 40000N`;
  };
  const from = below(40) / 10;
  return {
    reference: annotator(),
    test: annotator(),
    options: {
      samplingFrequency: [1000, 360][below(2)],
      sampleCount: 5000 + 10 * below(3000),
      from,
      ...[{}, {}, { to: from + 1 + below(100) / 10 }, { to: 0 }][below(4)],
    },
  };
}

const runEpicmp = (
  reference: readonly Annotation[],
  test: readonly Annotation[],
  options: TestPeriodOptions,
) =>
  runWfdb(reference, test, options, 'epicmp', (run) =>
    ['-A', '-V'].flatMap((kind) => [run(kind, '-').trim(), run(kind, '-', '-l').trim()]),
  );

function ours(reference: readonly Annotation[], test: readonly Annotation[], options: TestPeriodOptions) {
  const comparison = compareEpisodes(reference, test, options);
  const names = { record: 'r', reference: 'atr', test: 'tst' };
  return (['af', 'vf'] as const).flatMap((kind) => [
    episodeReport(names, kind, comparison[kind]).join('\n').trim(),
    episodeLine('r', comparison[kind]).trim(),
  ]);
}

describe('epicmp of WFDB 10.7.0 prints the same', () => {
  const cases = stored('random-episodes.json', () =>
    Array.from({ length: 60 }, (_, seed): Case => {
      const made = randomCase(seed + 1);
      const printed = runEpicmp(annotationsOf(made.reference), annotationsOf(made.test), made.options);
      return { ...made, printed };
    }),
  );

  it('of random annotators', () => {
    expect(cases).toHaveLength(60);
    for (const { reference, test, options, printed } of cases) {
      const own = ours(annotationsOf(reference), annotationsOf(test), options);
      expect(own, `${reference} | ${test} | ${JSON.stringify(options)}`).toEqual(printed);
    }
  });
});

describe.skipIf(!existsSync(mitdb))(
  'epicmp of WFDB 10.7.0 prints the same (needs MIT-BIH)',
  { timeout: 60_000 },
  () => {
    it('of all 48 records, whose annotations were made worse', () => {
      const options = { samplingFrequency: 360, sampleCount: 650_000 };
      const records = readdirSync(mitdb).flatMap((file) => (file.endsWith('.atr') ? [file.slice(0, 3)] : []));
      const read = (name: string): Annotation[] =>
        decodeAnnotations(readFileSync(join(mitdb, `${name}.atr`)), `${name}.atr`);
      /** Worse, and with rhythms that change late, early or not at all. */
      const worse = (name: string): Annotation[] => {
        const random = createRandom(Number(name));
        return (
          perturbed(read(name), Number(name))
            // epicmp ends at a rhythm without a name.
            .filter(({ symbol, aux }) => symbol !== '+' || (aux !== '' && random.uniform() < 0.9))
            .map((each) =>
              each.symbol === '+'
                ? { ...each, sample: Math.max(1, each.sample + Math.round(2000 * (random.uniform() - 0.5))) }
                : each,
            )
            .sort((a, b) => a.sample - b.sample)
        );
      };
      const frozen = stored('mitdb-episodes.json', () =>
        Object.fromEntries(
          records.map((name) => {
            const printed = runEpicmp(read(name), worse(name), options);
            return [name, printed.filter((_, i) => i % 2 === 1)];
          }),
        ),
      );
      expect(records).toHaveLength(48);
      for (const name of records) {
        const own = ours(read(name), worse(name), options);
        expect(
          own.filter((_, i) => i % 2 === 1),
          name,
        ).toEqual(frozen[name]);
      }
    });
  },
);
