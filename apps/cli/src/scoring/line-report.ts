import { beatStatistics, withoutSveb } from '@saliogram/signal';
import type { BeatComparison, BeatCounts, Proportion, Verdict } from '@saliogram/signal';
import { missedInShutdown } from './matrix-report.ts';

const NFQ: readonly Verdict[] = ['N', 'F', 'Q'];
const OX: readonly Verdict[] = ['O', 'X'];

/** A sum of cells: rows of the reference, columns of the test annotator. */
type Cells = readonly [references: readonly Verdict[], tests: readonly Verdict[], width: number];

const withSveb: readonly Cells[] = [
  [['N'], NFQ, 5],
  [['S'], NFQ, 3],
  [['V'], NFQ, 3],
  [['F', 'Q'], NFQ, 3],
  [OX, NFQ, 3],
  [['N'], ['S'], 3],
  [['S'], ['S'], 3],
  [['V'], ['S'], 3],
  [['F', 'Q'], ['S'], 3],
  [OX, ['S'], 3],
  [['N'], ['V'], 3],
  [['S'], ['V'], 3],
  [['V'], ['V'], 4],
  [['F', 'Q'], ['V'], 3],
  [OX, ['V'], 3],
  [['N'], OX, 3],
  [['S'], OX, 3],
  [['V'], OX, 3],
  [['F', 'Q'], OX, 3],
];

const mergedSveb = withSveb.filter(
  ([references, tests]) => !references.includes('S') && !tests.includes('S'),
);

/** Heads of the two tables that bxb writes with -L, or with -l. */
export function lineHeads(sveb: boolean): { beats: string[]; shutdowns: string[] } {
  return sveb
    ? {
        beats: [
          "Record Nn' Sn' Vn' Fn' On'  Ns  Ss  Vs  Fs' Os' Nv  Sv   Vv  Fv' Ov' No' So' Vo' Fo'  Q Se   Q +P   V Se   V +P   S Se   S +P RR err",
        ],
        shutdowns: [
          'Record Nx   Sx   Vx   Fx   Qx  % beats  % N    % S    % V    % F   Total Shutdown',
          '                                missed missed missed missed missed      Time',
        ],
      }
    : {
        beats: ["Record Nn' Vn' Fn' On'  Nv   Vv  Fv' Ov' No' Vo' Fo'  Q Se   Q +P   V Se   V +P  V FPR"],
        shutdowns: [
          'Record Nx   Vx   Fx   Qx  % beats  % N    % V    % F   Total Shutdown',
          '                           missed missed missed missed      Time',
        ],
      };
}

/** The line of a record in each of the two tables; a prime is a sum: `n'` is n, f and q, `F'` is F and Q, `O'` is O and X. */
export function lineReport(
  record: string,
  comparison: BeatComparison,
  sveb: boolean,
): { beats: string; shutdowns: string } {
  const counts = sveb ? comparison.counts : withoutSveb(comparison.counts);
  const { veb, missedInShutdown: missed } = beatStatistics(counts);
  const name = record.padStart(4);
  const { rrErrorMs } = comparison;
  // One character less where there is no error, as bxb has it.
  const rrError = rrErrorMs === null ? '     -' : right(rrErrorMs.toFixed(2));
  const last = sveb ? rrError : right(percentText(veb.falsePositiveRate, 3));
  const labels = sveb ? (['N', 'S', 'V', 'F', 'Q'] as const) : (['N', 'V', 'F', 'Q'] as const);
  const shares = [missedInShutdown(counts), ...labels.slice(0, -1).map((label) => missed[label])];
  return {
    beats: `${name}${countCells(counts, sveb)}${detectionTexts(counts, sveb).map(right).join('')}${last}`,
    shutdowns: [
      name,
      ...labels.map((label) => ` ${String(counts[label].X).padStart(4)}`),
      '  ',
      ...shares.map((share) => right(percentText(share))),
      ` ${String(Math.round(comparison.shutdownSeconds)).padStart(4)} seconds`,
      ...(['N', 'S', 'V', 'F', 'Q'] as const).map((label) => ` ${missed[label].of}`),
    ].join(''),
  };
}

/** The counts of a line. */
export function countCells(counts: BeatCounts, sveb: boolean): string {
  return (sveb ? withSveb : mergedSveb)
    .map(([references, tests, width]) => {
      const sum = references.reduce((all, r) => all + tests.reduce((row, t) => row + counts[r][t], 0), 0);
      return ` ${String(sum).padStart(width)}`;
    })
    .join('');
}

/** Sensitivity and positive predictivity of QRS, VEB and perhaps SVEB, in percent. */
export function detectionTexts(counts: BeatCounts, sveb: boolean): string[] {
  const { qrs, veb, sveb: supraventricular } = beatStatistics(counts);
  return [qrs, veb, ...(sveb ? [supraventricular] : [])].flatMap((detection) => [
    percentText(detection.sensitivity),
    percentText(detection.positivePredictivity),
  ]);
}

/** A cell of seven characters. */
export const right = (text: string): string => ` ${text.padStart(6)}`;

/** A percentage without its sign; `-` of nothing. */
export function percentText({ value }: Pick<Proportion, 'value'>, digits = 2): string {
  return value === null ? '-' : (100 * value).toFixed(digits);
}
