import { useMemo, useState } from 'preact/hooks';
import type { ModelFacts } from '../../lib/explanation.ts';
import { UNCERTAIN_BELOW } from '../../lib/beat-verdict.ts';
import { ClassLegend } from '../../elements/legend.tsx';
import { listedImages, sheetCounts } from '../../lib/image-sheet.ts';
import type { SheetFilter } from '../../lib/image-sheet.ts';
import type { Store } from '../../services/store.ts';
import { usePart, useParts } from '../../services/use-parts.ts';
import { ImageFacts } from './image-facts.tsx';
import { ImageSheet } from './image-sheet.tsx';
import { ImagesToolbar } from './images-toolbar.tsx';
import './images.css';

/** The images of a set on sheets, each with its labels, and where to go among them. */
export function ImagesPanel({ store }: { store: Store }) {
  const [filter, setFilter] = useState<SheetFilter>('all');
  const recording = usePart(store, (state) => state.recording);
  const state = useParts(store, 'beats', 'references', 'model', 'settings', 'work');
  const { beats, references, model, settings, work } = state;
  const shown = settings.blind ? 'all' : filter;
  const listed = useMemo(
    () => listedImages(state, shown),
    // Without a filter only their number counts.
    shown === 'all' ? [shown, beats.count] : [shown, beats, references, model, work],
  );
  const counts = useMemo(() => sheetCounts(state), [beats, references, model]);
  if (!recording?.images) return null;
  return (
    <section class="images" aria-label={`Images ${recording.name}`}>
      <ImagesToolbar store={store} counts={counts} filter={shown} onFilter={setFilter} />
      <ImageSheet store={store} listed={listed} image={recording.images}>
        <ImageFacts store={store} />
      </ImageSheet>
      <div class="images-words">
        <p>
          {[recording.name, recording.images.part].filter((part) => part !== '').join(', ')}:{' '}
          {countText(recording.sampleCount)} images of {recording.images.rows} × {recording.images.columns}{' '}
          pixels{references.length === 0 && ', without labels'}
          {learntText(model, recording.digest)}
          {model && !settings.blind && ` · ${classifiedText(counts, recording.sampleCount)}`}
        </p>
        <details>
          <summary>Marks and classes</summary>
          <p>
            Below each image the model’s label with its probability. <b>≠</b> and a thick frame: not the
            reference label, which stands behind · <b>?</b> and a dashed frame: uncertain, below{' '}
            {UNCERTAIN_BELOW} · <b>…</b> not classified yet
          </p>
          {model && <ClassLegend classes={model.classes} />}
        </details>
      </div>
    </section>
  );
}

/** Whether the model's file says that it was trained or tested on these images: hashes of both sets, joined by `+`. */
function learntText(model: ModelFacts | null, digest: string): string {
  const [training, test] = model?.metadata.dataHash?.split('+') ?? [];
  if (digest === training) return ', from which the model learnt';
  return digest === test ? ', on which the model was tested' : '';
}

const countText = (count: number): string => count.toLocaleString('en-GB');

/** As `320 classified, 12 of them (3.8 %) not as the reference, 9 uncertain`. */
function classifiedText({ classified, differing, uncertain }: ReturnType<typeof sheetCounts>, all: number) {
  if (classified === 0) return 'none classified yet';
  const share = ((100 * differing) / classified).toFixed(1);
  const how = classified === all ? 'all' : countText(classified);
  return `${how} classified, ${countText(differing)} of them (${share} %) not as the reference, ${countText(uncertain)} uncertain`;
}
