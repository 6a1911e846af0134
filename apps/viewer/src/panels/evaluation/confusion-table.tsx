import type { Confusion } from '../../lib/aggregate.ts';
import type { EvaluatedBeat } from '../../lib/evaluation/evaluated-beats.ts';
import { percentText } from '../../lib/review-numbers.ts';
import type { Behind } from './beats-behind.tsx';

/** What {@link ConfusionTable} takes. */
export interface ConfusionTableProps {
  readonly confusion: Confusion<EvaluatedBeat>;
  readonly caption: string;
  /** Names a class by its symbol. */
  readonly nameOf: (symbol: string) => string;
  readonly behind: Behind;
}

/** Reference against model; every number opens the beats behind it, the surest first. */
export function ConfusionTable({ confusion, caption, nameOf, behind }: ConfusionTableProps) {
  const { rows, columns, cells } = confusion;
  return (
    <table class="matrix">
      <caption>{caption}: reference (rows) against model (columns), shares of the row</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="weak">reference ↓ model →</span>
          </th>
          {columns.map((symbol) => (
            <th key={symbol} scope="col" title={nameOf(symbol)}>
              {symbol}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((reference, row) => {
          const sum = cells[row].reduce((n, cell) => n + cell.length, 0);
          return (
            <tr key={reference}>
              <th scope="row">
                {nameOf(reference)}
                {!columns.includes(reference) && <span class="weak"> – not a class of the model</span>}
              </th>
              {columns.map((model, column) => (
                <MatrixCell
                  key={model}
                  beats={cells[row][column]}
                  share={cells[row][column].length / sum}
                  isRight={reference === model}
                  name={`${nameOf(reference)}, called ${nameOf(model)}`}
                  behind={behind}
                />
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface MatrixCellProps {
  readonly beats: readonly EvaluatedBeat[];
  readonly share: number;
  readonly isRight: boolean;
  readonly name: string;
  readonly behind: Behind;
}

function MatrixCell({ beats, share, isRight, name, behind }: MatrixCellProps) {
  if (beats.length === 0) return <td class="none">0</td>;
  return (
    <td class={isRight ? 'right' : 'wrong'} style={{ '--share': `${Math.round(100 * share)}%` }}>
      <button
        type="button"
        aria-expanded={behind.opened?.title === name}
        onClick={() => behind.open(name, beats)}
      >
        <strong>{beats.length.toLocaleString('en-GB')}</strong>
        <span>{percentText(share)}</span>
        <span class="unseen">{name}</span>
      </button>
    </td>
  );
}
