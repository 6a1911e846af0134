import { Button } from '../../elements/button.tsx';
import { FilePicker } from '../../elements/file-picker.tsx';
import { Toolbar } from '../../elements/toolbar.tsx';
import type { RecordingReader } from '../../lib/recording.ts';
import { chooseAnnotator, closeAnnotator, openAnnotationFile } from '../../services/annotators.ts';
import type { Store } from '../../services/store.ts';
import { usePart, useParts } from '../../services/use-parts.ts';
import { AnnotatorFigures } from './annotator-figures.tsx';
import { DifferencesView } from './differences-view.tsx';
import './annotators.css';

/** Another annotator's beats beside the reference: how many are found, and every one that is not. */
export function AnnotatorsPanel({ store, reader }: { store: Store; reader: RecordingReader }) {
  const { recording, other } = useParts(store, 'recording', 'other');
  const isBlind = usePart(store, ({ settings }) => settings.blind);
  if (!recording || recording.images) {
    return <p>Annotators are compared beat by beat: open a recording with a reference.</p>;
  }
  return (
    <section class="annotators" aria-label="Annotators">
      <Toolbar label="Annotator beside the reference">
        {recording.annotators.slice(1).map((annotator) => (
          <Button
            key={annotator}
            pressed={other?.name === `${recording.name}.${annotator}`}
            onClick={() => void chooseAnnotator(store, reader, annotator)}
          >
            {annotator}
          </Button>
        ))}
        <FilePicker onPick={([file]) => void openAnnotationFile(store, file)}>Annotation file ...</FilePicker>
        {other && (
          <Button kind="quiet" onClick={() => closeAnnotator(store)}>
            Put {other.name} away
          </Button>
        )}
      </Toolbar>
      {!other ? (
        <p>
          Put a second annotation file beside the reference, such as <code>{recording.name}.qrs</code> of a
          detector: pick it here, drop it on the page, or choose one that lies beside the recording. Beats are
          compared as WFDB’s bxb does.
        </p>
      ) : isBlind ? (
        <p>Hidden in blind mode: what another annotator says tells of the reference.</p>
      ) : !other.comparison ? (
        <p>
          {other.name} has {other.marks.length.toLocaleString('en-GB')} annotations, shown above the strip.
          The recording has no reference to compare them with.
        </p>
      ) : (
        <DifferencesView store={store} recording={recording} other={other}>
          <AnnotatorFigures store={store} recording={recording} other={other} comparison={other.comparison} />
        </DifferencesView>
      )}
    </section>
  );
}
