import { ClassSymbol } from '../../elements/legend.tsx';
import { UNCERTAIN_BELOW, verdictOf } from '../../lib/beat-verdict.ts';
import { labelText } from '../../lib/labels.ts';
import type { Store } from '../../services/store.ts';
import { usePart, useParts } from '../../services/use-parts.ts';

/** The chosen image in words. */
export function ImageFacts({ store }: { store: Store }) {
  const image = usePart(store, ({ view }) => view.beat);
  const state = useParts(store, 'beats', 'references', 'model', 'settings', 'work');
  if (image === null || image >= state.beats.count) {
    return <p class="image-facts">Click an image to see what the model sees in it.</p>;
  }
  const verdict = verdictOf(state, image);
  const { reference, model, classIndex, probability, agreement, isUncertain, isHidden } = verdict;
  const isWrong = agreement === 'differs' || agreement === 'outside';
  return (
    <div class="image-facts" aria-live="polite">
      <b>Image {image + 1}</b>
      {isHidden ? (
        <span>labels hidden until you have given yours</span>
      ) : (
        <>
          <span>reference: {reference === '' ? 'none' : labelText(reference)}</span>
          {model !== '' && (
            <span class={isWrong ? 'is-wrong' : undefined}>
              model: <ClassSymbol symbol={model} index={classIndex} /> {labelText(model)}, probability{' '}
              {probability.toFixed(2)}
              {isWrong && ' ≠ reference'}
            </span>
          )}
          {isUncertain && <span class="is-uncertain">? uncertain: below {UNCERTAIN_BELOW}</span>}
        </>
      )}
    </div>
  );
}
