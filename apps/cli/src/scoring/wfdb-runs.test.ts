import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '@saliogram/core';
import { decodeAnnotations } from '@saliogram/records';
import type { Annotation } from '@saliogram/records';
import { compareRuns } from '@saliogram/signal';
import type { RunComparison, RunComparisonOptions } from '@saliogram/signal';
import { annotationsOf, mitdb, perturbed, runWfdb, stored } from '../../testing/wfdb-oracle.ts';
import { runLine } from './run-lines.ts';
import { runMatrixReport } from './run-matrix.ts';

/** Two annotators and how they are compared, with what rxr prints of it. */
interface Case {
  reference: string;
  test: string;
  options: RunComparisonOptions;
  /** The lists of -v, and the lines of -L. */
  lines?: string;
  /** The matrices of -S and of -C. */
  matrices?: string[];
}

/** Annotators with many runs, flutter and shutdowns: flutter ends, also before the comparison does, and no window begins before the record. */
function randomCase(seed: number): Case {
  const random = createRandom(seed);
  const below = (limit: number): number => Math.floor(random.uniform() * limit);
  const isOpen = random.uniform() < 0.5;
  const annotator = (): string => {
    let sample = 400;
    let beat = 'N';
    const words = Array.from({ length: 10 + below(60) }, () => {
      sample += 10 * (1 + below(60));
      if (random.uniform() < 0.4) beat = 'NVVFAAejQE'[below(10)];
      const chance = random.uniform();
      if (chance < 0.04 && isOpen) return `${sample}[ ${(sample += 200)}V ${(sample += 10 * below(80))}]`;
      if (chance < 0.06 && isOpen) {
        const begin = sample;
        const inside = Array.from(
          { length: below(8) },
          () => (sample += 10 * (1 + below(60))) + 'NNAV'[below(4)],
        );
        return `${begin}+=(AFIB ${inside.join(' ')} ${(sample += 40)}+=(N`;
      }
      if (chance < 0.14) return sample + ['~:-1', '~:0', '"', '!', '+'][below(5)];
      return sample + beat;
    });
    return `${words.join(' ')} 90000N`;
  };
  const from = 0.3 + below(30) / 10;
  return {
    reference: annotator(),
    test: annotator(),
    options: {
      samplingFrequency: 1000,
      from,
      ...(isOpen ? {} : { sampleCount: 3000 + 100 * below(200) }),
      ...(isOpen ? [{}, { to: 0 }][below(2)] : [{}, { to: from + 1 + below(100) / 10 }][below(2)]),
      ...(random.uniform() < 0.3 ? { window: [0.05, 0.1, 0.3][below(3)] } : {}),
    },
  };
}

const runRxr = (
  reference: readonly Annotation[],
  test: readonly Annotation[],
  options: RunComparisonOptions,
) =>
  runWfdb(reference, test, options, 'rxr', (run) => ({
    lines: run('-v', '-L', '-', '-').trim(),
    matrices: [run('-S', '-').trim(), run('-C', '-').trim()],
  }));

const names = { record: 'r', reference: 'atr', test: 'tst' };
const kinds = ['veb', 'sveb'] as const;

/** The list of runs whose lengths differ, as -v heads it. */
function discrepancies(comparison: RunComparison, kind: 'veb' | 'sveb'): string[] {
  return (['sensitivity', 'positivePredictivity'] as const).flatMap((side) => [
    '',
    `${kind === 'veb' ? 'VE' : 'SVE'} Run-by-run comparison for ${side === 'sensitivity' ? 'sensitivity' : 'positive predictivity'}`,
    ...comparison[kind][side].runs
      .filter(({ reference, test }) => reference !== test)
      .map(({ reference, test, window }) => `${reference}/${test}(${window.from}-${window.to})`),
  ]);
}

function ours(reference: readonly Annotation[], test: readonly Annotation[], options: RunComparisonOptions) {
  const comparison = compareRuns(reference, test, options);
  const matrices = (['standard', 'condensed'] as const).map((form) =>
    kinds
      .flatMap((kind) => runMatrixReport(names, kind, comparison[kind], form))
      .join('\n')
      .trim(),
  );
  const lines = kinds
    .flatMap((kind) => [...discrepancies(comparison, kind), runLine('r', comparison[kind])])
    .join('\n')
    .trim();
  return { lines, matrices };
}

/** The two lines of -L, and a digest of all else. */
const brief = ({ lines, matrices }: { lines: string; matrices: string[] }) => ({
  lines: lines.split('\n').filter((line) => line.trimStart().startsWith('r ')),
  sha256: createHash('sha256')
    .update([lines, ...matrices].join('\n'))
    .digest('hex'),
});

describe('rxr of WFDB 10.7.0 prints the same', () => {
  const cases = stored('random-runs.json', () =>
    Array.from({ length: 60 }, (_, seed): Case => {
      const made = randomCase(seed + 1);
      const { lines, matrices } = runRxr(
        annotationsOf(made.reference),
        annotationsOf(made.test),
        made.options,
      );
      return { ...made, lines, ...(seed < 6 ? { matrices } : {}) };
    }),
  );

  it('of random annotators', () => {
    expect(cases).toHaveLength(60);
    for (const { reference, test, options, lines, matrices } of cases) {
      const own = ours(annotationsOf(reference), annotationsOf(test), options);
      expect(own.lines, `${reference} | ${test} | ${JSON.stringify(options)}`).toBe(lines);
      if (matrices) expect(own.matrices).toEqual(matrices);
    }
  });
});

describe.skipIf(!existsSync(mitdb))(
  'rxr of WFDB 10.7.0 prints the same (needs MIT-BIH)',
  { timeout: 60_000 },
  () => {
    it('of all 48 records, whose annotations were made worse', () => {
      const options = { samplingFrequency: 360, sampleCount: 650_000 };
      const records = readdirSync(mitdb).flatMap((file) => (file.endsWith('.atr') ? [file.slice(0, 3)] : []));
      const read = (name: string): Annotation[] =>
        decodeAnnotations(readFileSync(join(mitdb, `${name}.atr`)), `${name}.atr`);
      const frozen = stored('mitdb-runs.json', () =>
        Object.fromEntries(
          records.map((name) => {
            const reference = read(name);
            const printed = runRxr(reference, perturbed(reference, Number(name)), options);
            return [name, brief(printed)];
          }),
        ),
      );
      expect(records).toHaveLength(48);
      for (const name of records) {
        const reference = read(name);
        const own = ours(reference, perturbed(reference, Number(name)), options);
        expect(brief(own), name).toEqual(frozen[name]);
      }
    });
  },
);
