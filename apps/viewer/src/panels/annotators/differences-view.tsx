import type { ComponentChildren } from 'preact';
import { Button } from '../../elements/button.tsx';
import { Choice } from '../../elements/select.tsx';
import { Table } from '../../elements/table.tsx';
import { Toolbar } from '../../elements/toolbar.tsx';
import { differenceText, differencesOf } from '../../lib/annotator-comparison.ts';
import type { Difference, DifferenceKind } from '../../lib/annotator-comparison.ts';
import type { OtherAnnotator } from '../../lib/app-state.ts';
import { DIFFERENCE_SIGNS } from '../../lib/paper/annotator-marks.ts';
import { clockTime } from '../../lib/paper/time-marks.ts';
import type { RecordingFacts } from '../../lib/recording.ts';
import { keyFor } from '../../lib/shortcuts.ts';
import { goToDifference, stepDifference, stepThrough } from '../../services/annotators.ts';
import type { Store } from '../../services/store.ts';
import { usePart } from '../../services/use-parts.ts';

const KINDS: readonly { readonly value: DifferenceKind | 'all'; readonly name: string }[] = [
  { value: 'all', name: 'All' },
  { value: 'missed', name: `${DIFFERENCE_SIGNS.missed} Missed` },
  { value: 'false', name: `${DIFFERENCE_SIGNS.false} False` },
  { value: 'class', name: `${DIFFERENCE_SIGNS.class} Other class` },
];
/** Rows of the list. */
const MOST_LISTED = 200;

/** What {@link DifferencesView} takes. */
export interface DifferencesViewProps {
  readonly store: Store;
  readonly recording: RecordingFacts;
  readonly other: OtherAnnotator;
  /** Beside the list. */
  readonly children: ComponentChildren;
}

/** Where the annotators differ, to be stepped through. */
export function DifferencesView({ store, recording, other, children }: DifferencesViewProps) {
  const references = usePart(store, (state) => state.references);
  const listed = differencesOf(other.comparison, other.stepped);
  const { current } = other;
  const place = current ? listed.indexOf(current) : -1;
  // The current one stays in the list, however long it is.
  const from = Math.max(0, Math.min(place - MOST_LISTED / 2, listed.length - MOST_LISTED));
  const timeOf = ({ sample }: Difference): string => clockTime(sample / recording.samplingFrequency, 2);
  const text = (difference: Difference): string => differenceText(difference, references, other.marks);
  return (
    <>
      <Toolbar label="Differences">
        <Choice
          label="Step through"
          value={other.stepped}
          options={KINDS.map(({ value, name }) => ({
            value,
            label: `${name} (${differencesOf(other.comparison, value).length})`,
          }))}
          onChange={(kind) => stepThrough(store, kind)}
        />
        <Button
          shortcut={keyFor('previous-difference')}
          disabled={listed.length === 0}
          onClick={() => stepDifference(store, -1)}
        >
          Previous
        </Button>
        <Button
          shortcut={keyFor('next-difference')}
          disabled={listed.length === 0}
          onClick={() => stepDifference(store, 1)}
        >
          Next
        </Button>
        <output class="difference-now" aria-live="polite">
          {current &&
            `${place >= 0 ? `${place + 1} of ${listed.length}, ` : ''}at ${timeOf(current)}: ${text(current)}`}
        </output>
      </Toolbar>
      <div class="annotator-sides">
        {children}
        <div class="difference-list">
          <Table
            caption={
              listed.length > MOST_LISTED
                ? `${from + 1} to ${from + MOST_LISTED} of ${listed.length} differences`
                : `${listed.length} differences`
            }
            rows={listed.slice(from, from + MOST_LISTED)}
            keyOf={({ sample, kind }) => `${sample}${kind}`}
            isCurrent={(difference) => difference === current}
            onRow={(difference) => goToDifference(store, difference)}
            empty="The annotators do not differ in this."
            columns={[
              {
                head: 'time',
                cell: (difference) => (
                  <Button kind="quiet" onClick={() => goToDifference(store, difference)}>
                    {timeOf(difference)}
                  </Button>
                ),
              },
              { head: 'difference', cell: text },
              { head: 'reference, AAMI', cell: ({ reference }) => classText(reference) },
              { head: `${other.name}, AAMI`, cell: (difference) => classText(difference.other) },
            ]}
          />
        </div>
      </div>
    </>
  );
}

function classText(verdict: Difference['reference']): string {
  return verdict === 'O' ? 'no beat' : verdict === 'X' ? 'shut down' : verdict;
}
