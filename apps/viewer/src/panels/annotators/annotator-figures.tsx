import type { Detection, Proportion } from '@saliogram/signal';
import { Check } from '../../elements/field.tsx';
import { Table } from '../../elements/table.tsx';
import { LEARNING_S } from '../../lib/annotator-comparison.ts';
import type { AnnotatorComparison } from '../../lib/annotator-comparison.ts';
import type { OtherAnnotator } from '../../lib/app-state.ts';
import type { RecordingFacts } from '../../lib/recording.ts';
import { compareWhole } from '../../services/annotators.ts';
import type { Store } from '../../services/store.ts';

/** What {@link AnnotatorFigures} takes. */
export interface AnnotatorFiguresProps {
  readonly store: Store;
  readonly recording: RecordingFacts;
  readonly other: OtherAnnotator;
  readonly comparison: AnnotatorComparison;
}

interface Row extends Detection {
  readonly what: string;
}

/** Sensitivity and positive predictivity of the other annotator, each with its counts. */
export function AnnotatorFigures({ store, recording, other, comparison }: AnnotatorFiguresProps) {
  const { qrs, veb, sveb } = comparison.statistics;
  const rows: readonly Row[] = [
    { what: 'any beat (QRS)', ...qrs },
    { what: 'ventricular ectopic (VEB)', ...veb },
    { what: 'supraventricular ectopic (SVEB)', ...sveb },
  ];
  const hasLearning = recording.sampleCount > LEARNING_S * recording.samplingFrequency;
  return (
    <div class="annotator-figures">
      <Table
        caption={`${other.name} against the reference (${recording.annotators[0]}), ${
          comparison.fromS > 0 ? 'from 5:00 on, as EC57 asks for' : 'from the beginning'
        }`}
        rows={rows}
        keyOf={({ what }) => what}
        columns={[
          { head: 'beats', cell: ({ what }) => what },
          { head: 'Se', numeric: true, cell: ({ sensitivity }) => proportionText(sensitivity) },
          {
            head: '+P',
            numeric: true,
            cell: ({ positivePredictivity }) => proportionText(positivePredictivity),
          },
        ]}
      />
      {hasLearning && (
        <Check
          checked={other.isWhole}
          onChange={(isWhole) => compareWhole(store, isWhole)}
          title="EC57 leaves them to the detector for learning"
        >
          Compare the first five minutes too
        </Check>
      )}
    </div>
  );
}

function proportionText({ count, of, value }: Proportion): string {
  return value === null ? 'none' : `${(100 * value).toFixed(2)} % (${count} of ${of})`;
}
