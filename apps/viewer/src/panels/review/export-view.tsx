import { useState } from 'preact/hooks';
import { Button } from '../../elements/button.tsx';
import { Field } from '../../elements/field.tsx';
import { Toolbar } from '../../elements/toolbar.tsx';
import { caseWords } from '../../lib/case-words.ts';
import { readPeaks } from '../../lib/worklist.ts';
import { saveReviewFile, saveReviewFiles } from '../../services/review-files.ts';
import { useParts } from '../../services/use-parts.ts';
import type { Store } from '../../services/store.ts';

/** Saves the reader's labels under an annotator name of their own, with the audit trail beside them. */
export function ExportView({ store }: { store: Store }) {
  const [annotator, setAnnotator] = useState('reader');
  const { recording, work, audit, settings } = useParts(store, 'recording', 'work', 'audit', 'settings');
  const words = caseWords(recording);
  const read = readPeaks(work).size;
  const setReader = (reader: string): void =>
    store.change((state) => ({ ...state, settings: { ...state.settings, reader } }));
  return (
    <section aria-label="Export of your labels">
      <h2>Your labels</h2>
      <Toolbar label="Names">
        <Field
          label="Your name or initials"
          value={settings.reader}
          onInput={setReader}
          placeholder="unnamed"
        />
        <Field label="Annotator" value={annotator} onInput={setAnnotator} />
      </Toolbar>
      <p class="hint">
        {read.toLocaleString('en-GB')} {read === 1 ? words.one : words.many} read. The labels that were there
        stay as they are
        {recording && recording.annotators.length > 0 ? ` (${recording.annotators.join(', ')})` : ''}; nothing
        leaves this computer.
      </p>
      <Toolbar label="Export of your labels">
        <Button kind="primary" disabled={!recording} onClick={() => void saveReviewFiles(store, annotator)}>
          Export all (zip)
        </Button>
        {!recording?.images && (
          <Button
            disabled={read === 0}
            onClick={() => saveReviewFile(store, annotator, `.${annotator}`)}
            title="An MIT annotation file for WFDB programs, beside the record"
          >
            WFDB annotations
          </Button>
        )}
        <Button disabled={!recording} onClick={() => saveReviewFile(store, annotator, `-${annotator}.csv`)}>
          Labels (CSV)
        </Button>
        <Button disabled={audit.length === 0} onClick={() => saveReviewFile(store, annotator, '-audit.csv')}>
          Audit trail (CSV)
        </Button>
        <Button
          disabled={work.blindReadings.length === 0}
          onClick={() => saveReviewFile(store, annotator, '-agreement.csv')}
        >
          Agreement (CSV)
        </Button>
      </Toolbar>
    </section>
  );
}
