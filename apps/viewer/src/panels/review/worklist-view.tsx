import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../elements/button.tsx';
import { Check } from '../../elements/field.tsx';
import { Choice, Select } from '../../elements/select.tsx';
import { Table } from '../../elements/table.tsx';
import type { Column } from '../../elements/table.tsx';
import { Toolbar } from '../../elements/toolbar.tsx';
import type { AppState } from '../../lib/app-state.ts';
import { caseWords } from '../../lib/case-words.ts';
import type { CaseWords } from '../../lib/case-words.ts';
import { fullLabelText, labelText } from '../../lib/labels.ts';
import { clockText, percentText } from '../../lib/review-numbers.ts';
import { isRevealed, reviewText } from '../../lib/review.ts';
import { reviewsByPeak } from '../../lib/worklist.ts';
import type { WorklistOrder, WorklistRow } from '../../lib/worklist.ts';
import type { Store } from '../../services/store.ts';
import { usePart, useParts } from '../../services/use-parts.ts';
import { selectBeat } from '../../services/jumping.ts';
import type { Worklist } from '../../services/worklist.ts';

const ORDERS: readonly { value: WorklistOrder; label: string; title: string }[] = [
  { value: 'doubt', label: 'doubt', title: 'the least certain first' },
  { value: 'disagreement', label: 'disagreement', title: 'labels that differ from the reference first' },
  { value: 'rarity', label: 'rare class', title: "the model's rarest class first" },
  { value: 'time', label: 'time', title: 'as recorded' },
];

/** Images have an order, and no time. */
function inOrder(order: (typeof ORDERS)[number]): (typeof ORDERS)[number] {
  return order.value === 'time' ? { ...order, label: 'number', title: 'as in the file' } : order;
}

/** Rows shown before more are asked for. */
const PAGE = 100;

/** The beats that deserve a look, in the order and of the class the reader wants. */
export function WorklistView({ store, worklist }: { store: Store; worklist: Worklist }) {
  const [most, setMost] = useState(PAGE);
  const current = usePart(store, ({ view }) => view.beat);
  const state = useParts(store, 'work', 'settings', 'recording');
  const { blind } = state.settings;
  const words = caseWords(state.recording);
  const { order, filter, listed, summary } = worklist;
  const rows = listed.value;
  return (
    <section class="worklist" aria-label="Worklist">
      <Toolbar label="Worklist">
        {blind ? (
          <span class="hint">Blind mode: in their order, labels after your own.</span>
        ) : (
          <>
            <Choice
              label="By"
              value={order.value}
              options={state.recording?.images ? ORDERS.map(inOrder) : ORDERS}
              onChange={(value) => (order.value = value)}
            />
            <Select
              label="Class"
              value={filter.value.symbol}
              options={[
                { value: '', label: 'all' },
                ...summary.value.counts.map(({ symbol }) => ({ value: symbol, label: labelText(symbol) })),
              ]}
              onChange={(symbol) => (filter.value = { ...filter.value, symbol })}
            />
          </>
        )}
        <Check
          checked={filter.value.unreadOnly}
          onChange={(unreadOnly) => (filter.value = { ...filter.value, unreadOnly })}
        >
          unread only
        </Check>
        <Button shortcut="n" disabled={rows.length === 0} onClick={() => worklist.next()}>
          Next
        </Button>
      </Toolbar>
      <div class="scroll" tabIndex={0} role="group" aria-label={`${words.One}s of the worklist`}>
        <Table
          caption={`${rows.length.toLocaleString('en-GB')} of ${summary.value.beats.toLocaleString('en-GB')} ${words.many}`}
          columns={columns(state, words, (beat) => selectBeat(store, beat))}
          rows={rows.slice(0, most)}
          keyOf={(row) => row.beat}
          isCurrent={(row) => row.beat === current}
          onRow={(row) => selectBeat(store, row.beat)}
          empty={`No ${words.one} is left by this filter.`}
        />
        {rows.length > most && (
          <Button onClick={() => setMost(most + PAGE)}>Show {Math.min(PAGE, rows.length - most)} more</Button>
        )}
      </div>
    </section>
  );
}

function columns(
  state: Pick<AppState, 'work' | 'settings' | 'recording'>,
  words: CaseWords,
  onBeat: (beat: number) => void,
): Column<WorklistRow>[] {
  const reviews = reviewsByPeak(state.work);
  const shown = (row: WorklistRow, what: ComponentChildren): ComponentChildren =>
    isRevealed(state, row.peak) ? what : null;
  return [
    {
      head: words.One,
      cell: (row) => (
        <button type="button" class="text-link" onClick={() => onBeat(row.beat)}>
          {row.beat + 1}
        </button>
      ),
    },
    ...(state.recording?.images
      ? []
      : [{ head: 'Time', numeric: true, cell: (row: WorklistRow) => clockText(row.timeS) }]),
    {
      head: 'Model',
      cell: (row) =>
        shown(row, row.model === '' ? 'not looked yet' : labelText(row.model)) ?? (
          <span class="weak">hidden</span>
        ),
    },
    { head: 'Prob.', numeric: true, cell: (row) => shown(row, percentText(row.probability)) },
    {
      head: 'Ref.',
      cell: (row) =>
        shown(
          row,
          <span title={fullLabelText(row.reference)}>
            {row.disagrees ? '≠ ' : ''}
            {row.reference === '' ? '–' : row.reference}
          </span>,
        ),
    },
    { head: 'You', cell: (row) => reviewText(reviews.get(row.peak)) },
  ];
}
