import type { Technique } from '@saliogram/explain';
import { Button } from '../../elements/button.tsx';
import { Select } from '../../elements/select.tsx';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { baselineWords } from '../../lib/maps/baseline-choice.ts';
import type { Store } from '../../services/store.ts';
import { usePart } from '../../services/use-parts.ts';
import { MethodChoice } from './method-choice.tsx';
import type { Maps } from './use-maps.ts';

/** What {@link MapTools} takes. */
export interface MapToolsProps {
  readonly beat: ExplainedBeat;
  readonly store: Store;
  /** What the model can do. */
  readonly offered: readonly Technique[];
  readonly maps: Maps;
  readonly areBaselinesShown: boolean;
  readonly showBaselines: (areShown: boolean) => void;
  /** Puts every map to the test that has not been; null where there are not several. */
  readonly onTest: (() => void) | null;
}

/** What stands for an absent input, what the maps are compared with, whether they can be trusted, and which are shown. */
export function MapTools(props: MapToolsProps) {
  const { beat, store, offered, maps, areBaselinesShown, showBaselines, onTest } = props;
  const view = usePart(store, (state) => state.view);
  const words = baselineWords(beat.layout, beat.model.metadata.zero);
  return (
    <div class="explain-tools">
      <Select
        label="Absent is"
        value={view.baseline ?? ''}
        options={[
          { value: '', label: 'each method’s own' },
          ...words.map(({ name, words: label }) => ({ value: name, label })),
        ]}
        onChange={(value) =>
          store.change((state) => ({
            ...state,
            view: { ...state.view, baseline: value === '' ? null : value },
          }))
        }
      />
      <Button
        pressed={areBaselinesShown}
        onClick={() => {
          maps.wantCosts(true);
          showBaselines(!areBaselinesShown);
        }}
        title="One method under two answers to what stands for an absent input"
      >
        Compare two baselines
      </Button>
      <Button
        pressed={maps.areControlsShown}
        onClick={() => maps.showControls(!maps.areControlsShown)}
        title="Below every map what a map without any knowledge of the model looks like: the size of the input, and chance"
      >
        Beside |x| and chance
      </Button>
      {onTest && (
        <Button
          onClick={onTest}
          title="Each map against random orders, the same map elsewhere, |x|, an untrained model, noise and the other methods"
        >
          Can they be trusted?
        </Button>
      )}
      <MethodChoice
        offered={offered}
        chosen={view.methods}
        cost={maps.cost}
        onOpen={(isOpen) => isOpen && maps.wantCosts(true)}
        store={store}
      />
    </div>
  );
}
