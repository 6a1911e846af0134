import type { CaseWords } from '../../lib/case-words.ts';
import { accuracyOf, classRows, rateText } from '../../lib/evaluation/class-rates.ts';
import { isOfKnownClass } from '../../lib/evaluation/evaluated-beats.ts';
import type { EvaluatedRecord } from '../../lib/evaluation/evaluated-beats.ts';
import { BehindNumber } from './beats-behind.tsx';
import type { Behind } from './beats-behind.tsx';

/** What {@link RecordTable} takes. */
export interface RecordTableProps {
  readonly records: readonly EvaluatedRecord[];
  readonly symbols: readonly string[];
  /** Names a class by its symbol. */
  readonly nameOf: (symbol: string) => string;
  readonly words: CaseWords;
  readonly behind: Behind;
}

/** How the model does on each recording that was open on this page. */
export function RecordTable({ records, symbols, nameOf, words, behind }: RecordTableProps) {
  return (
    <section aria-label="By recording">
      <table class="table rates">
        <caption>By recording: right decisions, and sensitivity by class</caption>
        <thead>
          <tr>
            <th scope="col">recording</th>
            <th scope="col" class="numeric">
              {words.many}
            </th>
            <th scope="col" class="numeric">
              right
            </th>
            {symbols.map((symbol) => (
              <th key={symbol} scope="col" class="numeric" title={nameOf(symbol)}>
                {symbol}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <RecordRow key={record.digest} {...{ record, symbols, nameOf, words, behind }} />
          ))}
        </tbody>
      </table>
      <p class="hint">
        {records.length === 1
          ? 'Recordings that are opened after this one are added. One recording tells of one patient.'
          : 'A model is to be judged over many patients, none of whom it was trained on; its card says on whom it was.'}
      </p>
    </section>
  );
}

function RecordRow({
  record,
  symbols,
  nameOf,
  words,
  behind,
}: Omit<RecordTableProps, 'records'> & { record: EvaluatedRecord }) {
  const known = record.beats.filter((beat) => isOfKnownClass(beat, symbols));
  const right = accuracyOf(known);
  const title = record.recording;
  return (
    <tr>
      <th scope="row">
        {title}
        {!record.isComplete && <span class="weak"> (as far as classified)</span>}
      </th>
      <td class="numeric">{known.length.toLocaleString('en-GB')}</td>
      <td class="numeric">
        <BehindNumber
          title={`${title}: all ${words.many}`}
          behind={behind}
          beats={right.beats}
          count={right.whole}
        >
          {rateText(right)}
        </BehindNumber>
      </td>
      {classRows(known, symbols).map(({ symbol, sensitivity }) => (
        <td key={symbol} class="numeric">
          <BehindNumber
            title={`${title}: ${nameOf(symbol)}`}
            behind={behind}
            beats={sensitivity.beats}
            count={sensitivity.whole}
          >
            {rateText(sensitivity)}
          </BehindNumber>
        </td>
      ))}
    </tr>
  );
}
