import { alignColumns } from '../text-table.ts';
import type { MapAgreement } from './compare-maps.ts';

/**
 * How far each two maps agree: the matrix of rank correlations in hundredths, rows and columns numbered; or, where the
 * screen is too narrow for it, each map's mean correlation with the others and the map that is most like it.
 */
export function agreementLines(agreement: MapAgreement, width: number): string[] {
  const matrix = matrixLines(agreement);
  if (matrix.every((line) => line.length <= width)) {
    return ['agreement: rank correlation of each two maps over the steps, in hundredths', ...matrix];
  }
  return [
    'agreement of each map with the others: rank correlation, in hundredths',
    ...alignColumns([['', 'mean', '', 'most like'], ...agreement.methods.map((_, i) => rowOf(agreement, i))]),
    'each two of them: in the figure of --out, in --json, or on a wider screen',
  ];
}

function matrixLines({ methods, rankCorrelation }: MapAgreement): string[] {
  return alignColumns([
    ['', '', ...methods.map((_, i) => String(i + 1))],
    ...methods.map((method, i) => [String(i + 1), method, ...rankCorrelation[i].map(hundredths)]),
  ]);
}

function rowOf({ methods, rankCorrelation }: MapAgreement, own: number): string[] {
  const others = methods
    .map((method, i) => ({ method, i, value: rankCorrelation[own][i] }))
    .filter(({ i, value }) => i !== own && Number.isFinite(value));
  if (others.length === 0) return [methods[own], '-', '-', ''];
  const mean = others.reduce((sum, { value }) => sum + value, 0) / others.length;
  const most = others.reduce((best, other) => (other.value > best.value ? other : best));
  return [methods[own], hundredths(mean), hundredths(most.value), most.method];
}

function hundredths(value: number): string {
  return Number.isFinite(value) ? String(Math.round(100 * value)) : '-';
}
