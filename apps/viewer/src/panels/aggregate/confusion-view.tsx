import { useMemo, useState } from 'preact/hooks';
import { confusionOf } from '../../lib/aggregate.ts';
import type { Confusion } from '../../lib/aggregate.ts';
import type { Beats } from '../../lib/app-state.ts';
import { caseWords } from '../../lib/case-words.ts';
import type { CaseWords } from '../../lib/case-words.ts';
import { labelText } from '../../lib/labels.ts';
import { clockText, percentText } from '../../lib/review-numbers.ts';
import { worklistRows, worklistSource } from '../../lib/worklist.ts';
import type { WorklistRow } from '../../lib/worklist.ts';
import type { Store } from '../../services/store.ts';
import { usePart, useParts } from '../../services/use-parts.ts';
import { selectBeat } from '../../services/jumping.ts';

/** Beats listed behind a number. */
const LISTED = 200;

interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Reference against model; every number opens the beats behind it. */
export function ConfusionView({ store }: { store: Store }) {
  const [open, setOpen] = useState<Cell | null>(null);
  const state = useParts(store, 'beats', 'references', 'model', 'recording', 'settings');
  const current = usePart(store, ({ view }) => view.beat);
  const { beats, references, model, recording } = state;
  const confusion = useMemo(() => {
    const source = worklistSource({ beats, references, model, recording });
    return confusionOf(worklistRows(source), source.symbols);
  }, [beats, references, model, recording]);
  const words = caseWords(recording);
  if (state.settings.blind) {
    return <p class="hint">In blind mode the confusion matrix is not shown: it would tell the labels.</p>;
  }
  if (confusion.total === 0) {
    return (
      <p class="hint">
        {references.length === 0
          ? 'There are no reference labels, so there is nothing to confuse.'
          : `The ${words.many} are not classified yet.`}
      </p>
    );
  }
  const isImages = recording?.images !== undefined;
  const opened = open && confusion.cells[open.row]?.[open.column];
  return (
    <section class="confusion" aria-label="Confusion matrix">
      <ConfusionTable
        confusion={confusion}
        caption={captionOf(confusion.total, beats, words)}
        open={open}
        onOpen={setOpen}
      />
      <div class="behind" aria-live="polite">
        {open && opened ? (
          <BeatsBehind
            title={`${labelText(confusion.rows[open.row])}, called ${labelText(confusion.columns[open.column])}`}
            rows={opened}
            current={current}
            hasTimes={!isImages}
            onBeat={(beat) => selectBeat(store, beat)}
          />
        ) : (
          <p class="hint">Choose a number to see the {words.many} behind it, the surest first.</p>
        )}
      </div>
    </section>
  );
}

/** How many are in the table, and of how many where not all are classified. */
function captionOf(total: number, { complete, count }: Beats, { many }: CaseWords): string {
  const of = complete ? '' : ` of ${count.toLocaleString('en-GB')}, as far as they are classified`;
  return `${total.toLocaleString('en-GB')} ${many}${of}`;
}

interface ConfusionTableProps {
  readonly confusion: Confusion;
  readonly caption: string;
  readonly open: Cell | null;
  readonly onOpen: (cell: Cell) => void;
}

function ConfusionTable({ confusion, caption, open, onOpen }: ConfusionTableProps) {
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
            <th key={symbol} scope="col" title={labelText(symbol)}>
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
                {labelText(reference)}
                {!columns.includes(reference) && <span class="weak"> – not a class of the model</span>}
              </th>
              {columns.map((model, column) => (
                <MatrixCell
                  key={model}
                  count={cells[row][column].length}
                  share={cells[row][column].length / sum}
                  isRight={reference === model}
                  isOpen={open?.row === row && open.column === column}
                  name={`${labelText(reference)} called ${labelText(model)}`}
                  onOpen={() => onOpen({ row, column })}
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
  readonly count: number;
  readonly share: number;
  readonly isRight: boolean;
  readonly isOpen: boolean;
  readonly name: string;
  readonly onOpen: () => void;
}

function MatrixCell({ count, share, isRight, isOpen, name, onOpen }: MatrixCellProps) {
  if (count === 0) return <td class="none">0</td>;
  return (
    <td class={isRight ? 'right' : 'wrong'} style={{ '--share': `${Math.round(100 * share)}%` }}>
      <button type="button" aria-expanded={isOpen} onClick={onOpen}>
        <strong>{count.toLocaleString('en-GB')}</strong>
        <span>{percentText(share)}</span>
        <span class="unseen">{name}</span>
      </button>
    </td>
  );
}

interface BeatsBehindProps {
  readonly title: string;
  readonly rows: readonly WorklistRow[];
  readonly current: number | null;
  readonly hasTimes: boolean;
  readonly onBeat: (beat: number) => void;
}

function BeatsBehind({ title, rows, current, hasTimes, onBeat }: BeatsBehindProps) {
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {rows.slice(0, LISTED).map(({ beat, timeS, probability }) => (
          <li key={beat}>
            <button
              type="button"
              class="chip"
              aria-current={beat === current ? 'true' : undefined}
              onClick={() => onBeat(beat)}
            >
              {beat + 1}{' '}
              <span class="weak">
                {hasTimes && `at ${clockText(timeS)}, `}
                {percentText(probability)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {rows.length > LISTED && (
        <p class="hint">
          The {LISTED} surest of {rows.length.toLocaleString('en-GB')}; the worklist lists all.
        </p>
      )}
    </>
  );
}
