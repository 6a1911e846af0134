import { ClassSymbol } from '../../elements/legend.tsx';
import { Select } from '../../elements/select.tsx';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { labelText } from '../../lib/labels.ts';
import type { Store } from '../../services/store.ts';
import { Probabilities } from './probabilities.tsx';

/** What {@link TargetChoice} takes. */
export interface TargetChoiceProps {
  readonly beat: ExplainedBeat;
  /** [K]; null until the model has looked. */
  readonly final: Float32Array | null;
  readonly store: Store;
}

/** What the model says of the beat, and the class that is explained. */
export function TargetChoice({ beat, final, store }: TargetChoiceProps) {
  const { classes } = beat.model;
  const chosen = store.state.value.view.target;
  const label = classes[beat.predicted];
  return (
    <header class="explain-target">
      <div>
        <h2>{beat.title}</h2>
        <p>
          {label ? (
            <>
              The model says <ClassSymbol symbol={label.symbol} index={beat.predicted} /> {label.name}
            </>
          ) : (
            'The model has not looked yet'
          )}
          {beat.reference && <>; the reference says {labelText(beat.reference)}</>}.
        </p>
      </div>
      <Probabilities classes={classes} now={final} before={null} />
      <Select
        label="Explain"
        value={chosen ?? -1}
        options={[
          { value: -1, label: `what the model says${label ? ` (${label.symbol})` : ''}` },
          ...classes.map(({ symbol, name }, k) => ({ value: k, label: `${symbol}, ${name}` })),
        ]}
        onChange={(value) =>
          store.change((state) => ({ ...state, view: { ...state.view, target: value < 0 ? null : value } }))
        }
      />
    </header>
  );
}
