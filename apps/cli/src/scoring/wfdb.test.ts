import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '@saliogram/core';
import { decodeAnnotations } from '@saliogram/records';
import type { Annotation } from '@saliogram/records';
import { compareBeats } from '@saliogram/signal';
import type { BeatComparisonOptions } from '@saliogram/signal';
import { annotationsOf, mitdb, perturbed, runWfdb, stored, wfdbFixtures } from '../../testing/wfdb-oracle.ts';
import { lineReport } from './line-report.ts';
import { matrixReport } from './matrix-report.ts';

/** Two annotators and how they are compared, with what bxb prints of it. */
interface Case {
  reference: string;
  test: string;
  options: BeatComparisonOptions;
  /** Lines that -L writes to its two files, and -l to its. */
  lines?: [string, string, string, string];
  /** Reports of -s, -S, -c, -C. */
  reports?: string[];
}

/** Annotators that do everything that is allowed, and much that is not: flutter and shutdowns that begin or end twice. */
function randomCase(seed: number): Case {
  const random = createRandom(seed);
  const below = (limit: number): number => Math.floor(random.uniform() * limit);
  const marks = ['[', ']', '~:-1', '~:0', '"', '!', '+'];
  const beats = 'NNNNLRaVVEFeQ/fjJASr?nB'.split('');
  const annotator = (): string => {
    let sample = 10;
    const words = Array.from({ length: 3 + below(40) }, () => {
      sample += 10 * below(61);
      return sample + (random.uniform() < 0.25 ? marks[below(marks.length)] : beats[below(beats.length)]);
    });
    return words.join(' ');
  };
  const from = random.uniform() < 0.3 ? 0 : below(30) / 10;
  const end = below(4);
  return {
    reference: annotator(),
    test: annotator(),
    options: {
      samplingFrequency: 1000,
      from,
      ...(end === 0 ? {} : { sampleCount: 3000 + 100 * below(200) }),
      ...(end === 2 ? { to: from + 1 + below(40) / 10 } : {}),
      ...(end === 3 ? { to: 0 } : {}),
      ...(random.uniform() < 0.3 ? { window: [0.05, 0.1, 0.3][below(3)] } : {}),
    },
  };
}

/** What bxb prints: the lines of -L and -l, and perhaps the four reports. */
function runBxb(
  reference: readonly Annotation[],
  test: readonly Annotation[],
  options: BeatComparisonOptions,
  withReports: boolean,
): Pick<Case, 'lines' | 'reports'> {
  return runWfdb(reference, test, options, 'bxb', (run, folder) => {
    const lastLine = (file: string): string =>
      readFileSync(join(folder, file), 'latin1').trimEnd().split('\n').at(-1) ?? '';
    run('-L', 'L1', 'L2');
    run('-l', 'l1', 'l2');
    const lines: Case['lines'] = [lastLine('L1'), lastLine('L2'), lastLine('l1'), lastLine('l2')];
    const reports = withReports ? ['-s', '-S', '-c', '-C'].map((flag) => run(flag, '-')) : undefined;
    return { lines, ...(reports ? { reports } : {}) };
  });
}

/** The same lines as ours. */
function ourLines(
  record: string,
  reference: readonly Annotation[],
  test: readonly Annotation[],
  options: BeatComparisonOptions,
): Case['lines'] {
  const comparison = compareBeats(reference, test, options);
  const [L, l] = [lineReport(record, comparison, true), lineReport(record, comparison, false)];
  return [L.beats, L.shutdowns, l.beats, l.shutdowns];
}

describe('bxb of WFDB 10.7.0 prints the same', () => {
  const cases = stored('random.json', () =>
    Array.from({ length: 120 }, (_, seed): Case => {
      const made = randomCase(seed + 1);
      const [reference, test] = [annotationsOf(made.reference), annotationsOf(made.test)];
      return { ...made, ...runBxb(reference, test, made.options, seed < 6) };
    }),
  );

  it('of random annotators, in lines', () => {
    expect(cases).toHaveLength(120);
    for (const { reference, test, options, lines } of cases) {
      const ours = ourLines('r', annotationsOf(reference), annotationsOf(test), options);
      expect(ours, `${reference} | ${test} | ${JSON.stringify(options)}`).toEqual(lines);
    }
  });

  it('of random annotators, as matrices', () => {
    const withReports = cases.filter(({ reports }) => reports);
    expect(withReports).toHaveLength(6);
    for (const { reference, test, options, reports } of withReports) {
      const comparison = compareBeats(annotationsOf(reference), annotationsOf(test), options);
      const names = { record: 'r', reference: 'atr', test: 'tst' };
      const ours = (['standard', 'condensed'] as const).flatMap((form) =>
        [false, true].map((sveb) => `${matrixReport(names, comparison, { form, sveb }).join('\n')}`),
      );
      expect(ours.map((report) => report.trimEnd())).toEqual(reports?.map((report) => report.trimEnd()));
    }
  });
});

describe.skipIf(!existsSync(mitdb))(
  'bxb of WFDB 10.7.0 prints the same (needs MIT-BIH)',
  { timeout: 60_000 },
  () => {
    const options = { samplingFrequency: 360, sampleCount: 650_000 };
    const names = existsSync(mitdb)
      ? readdirSync(mitdb).flatMap((file) => (file.endsWith('.atr') ? [file.slice(0, 3)] : []))
      : [];
    const read = (folder: string, file: string): Annotation[] =>
      decodeAnnotations(readFileSync(join(folder, file)), file);

    it('of all 48 records, whose annotations were made worse', () => {
      const frozen = stored('mitdb.json', () =>
        Object.fromEntries(
          names.map((name) => {
            const reference = read(mitdb, `${name}.atr`);
            return [name, runBxb(reference, perturbed(reference, Number(name)), options, false).lines];
          }),
        ),
      );
      expect(names).toHaveLength(48);
      for (const name of names) {
        const reference = read(mitdb, `${name}.atr`);
        const ours = ourLines('r', reference, perturbed(reference, Number(name)), options);
        expect(ours, name).toEqual(frozen[name]);
      }
    });

    it('of what gqrs found in hard records', () => {
      const hard = readdirSync(wfdbFixtures).flatMap((file) =>
        file.endsWith('.gqrs') ? [file.slice(0, 3)] : [],
      );
      const frozen = stored('gqrs.json', () =>
        Object.fromEntries(
          hard.map((name) => [
            name,
            runBxb(read(mitdb, `${name}.atr`), read(wfdbFixtures, `${name}.gqrs`), options, false).lines,
          ]),
        ),
      );
      expect(hard).toEqual(Object.keys(frozen));
      expect(hard.length).toBeGreaterThan(3);
      for (const name of hard) {
        const ours = ourLines('r', read(mitdb, `${name}.atr`), read(wfdbFixtures, `${name}.gqrs`), options);
        expect(ours, name).toEqual(frozen[name]);
      }
    });
  },
);
