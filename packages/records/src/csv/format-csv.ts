import type { EcgRecord } from '../record.ts';
import { INVALID_SAMPLE } from '../sample-sink.ts';
import { quoteCell } from './csv-cells.ts';

/** Samples per piece of text. */
const PIECE = 1 << 14;

/**
 * A record as comma-separated values, in pieces of text one after the other: a line `time [s],MLII [mV],V5 [mV]`, then a
 * line per sample.
 *
 * Values are in each signal's own unit, (digital - baseline) / gain; a cell is empty where there is no sample. Times have
 * seven digits after the point, values ten significant ones: {@link parseCsv} finds the same samples. Lines end in LF.
 *
 * @throws what reading the record throws
 */
export async function* formatCsv(record: EcgRecord): AsyncGenerator<string, void, undefined> {
  const { leads, signals, sampleCount, samplingFrequency } = record;
  const heads = leads.map((lead, s) => quoteCell(`${lead} [${signals[s].units}]`));
  yield `${['time [s]', ...heads].join(',')}\n`;
  for (let from = 0; from < sampleCount; from += PIECE) {
    const to = Math.min(from + PIECE, sampleCount);
    const columns = await record.readDigital('all', from, to);
    const lines: string[] = [];
    for (let i = 0; i < to - from; i++) {
      let line = String(Number(((from + i) / samplingFrequency).toFixed(7)));
      for (let s = 0; s < columns.length; s++) line += `,${cellOf(columns[s][i], signals[s])}`;
      lines.push(line);
    }
    yield `${lines.join('\n')}\n`;
  }
}

function cellOf(digital: number, { baseline, adcGain }: { baseline: number; adcGain: number }): string {
  if (digital === INVALID_SAMPLE) return '';
  return String(Number(((digital - baseline) / adcGain).toPrecision(10)));
}
