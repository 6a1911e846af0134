import { Table } from '../../elements/table.tsx';
import { caseWords } from '../../lib/case-words.ts';
import { labelOf, labelText } from '../../lib/labels.ts';
import { percentText } from '../../lib/review-numbers.ts';
import type { Store } from '../../services/store.ts';
import { usePart } from '../../services/use-parts.ts';
import { selectBeat } from '../../services/jumping.ts';
import type { Worklist } from '../../services/worklist.ts';

/** Counts and burden per label, rate and the longest RR interval. */
export function SummaryView({ store, worklist }: { store: Store; worklist: Worklist }) {
  const { counts, longestRr, meanRate, disagreements, beats } = worklist.summary.value;
  const { complete, classified } = usePart(store, (state) => state.beats);
  const isImages = usePart(store, ({ recording }) => recording?.images !== undefined);
  const words = caseWords({ images: isImages || undefined });
  const blind = usePart(store, ({ settings }) => settings.blind);
  if (blind) {
    return <p class="hint">Counts are shown outside blind mode: they would tell what the model holds.</p>;
  }
  return (
    <section aria-label="Counts">
      <Table
        caption={`${beats.toLocaleString('en-GB')} ${words.many}${complete ? '' : `, ${classified.toLocaleString('en-GB')} classified so far`}`}
        columns={[
          { head: 'Label', cell: ({ symbol }) => labelText(symbol) },
          ...(isImages
            ? []
            : [{ head: 'AAMI', cell: ({ symbol }: { symbol: string }) => labelOf(symbol).aami }]),
          { head: 'Model', numeric: true, cell: ({ model }) => model.toLocaleString('en-GB') },
          { head: isImages ? 'Share' : 'Burden', numeric: true, cell: ({ burden }) => percentText(burden) },
          { head: 'Reference', numeric: true, cell: ({ reference }) => reference.toLocaleString('en-GB') },
          { head: 'You', numeric: true, cell: ({ reader }) => reader.toLocaleString('en-GB') },
        ]}
        rows={counts}
        keyOf={({ symbol }) => symbol}
        empty={`No ${words.many} yet.`}
      />
      <p class="figures">
        Labels other than the reference's: {disagreements.toLocaleString('en-GB')}.{' '}
        {!isImages && !Number.isNaN(meanRate) && <>Mean rate {meanRate.toFixed(0)} per minute. </>}
        {!isImages && longestRr && (
          <>
            Longest RR {longestRr.rrS.toFixed(2)} s, before{' '}
            <button type="button" class="text-link" onClick={() => selectBeat(store, longestRr.beat)}>
              beat {longestRr.beat + 1}
            </button>
            ; a beat that was not found lengthens it.
          </>
        )}
      </p>
    </section>
  );
}
