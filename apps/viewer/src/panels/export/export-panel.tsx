import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../elements/button.tsx';
import { Field } from '../../elements/field.tsx';
import { Toolbar } from '../../elements/toolbar.tsx';
import { printInPlace } from '../../services/export/print-sheet.ts';
import { NO_CONTENT, explanationsDone, screenContent } from '../../services/export/screen-content.ts';
import type { ScreenSources } from '../../services/export/screen-content.ts';
import { caseWords } from '../../lib/case-words.ts';
import { notifyError } from '../../services/notices.ts';
import { useParts } from '../../services/use-parts.ts';
import { exportedFiles } from './exported-files.ts';
import './export.css';

/** Saves what is on the screen: each picture, one page for the file of a patient, and the values for a program. */
export function ExportPanel(sources: ScreenSources) {
  const { store } = sources;
  const [patientId, setPatientId] = useState('');
  const content = useContent(sources);
  const files = exportedFiles(sources, patientId);
  // Printing asks for the sheet long after this was drawn.
  const sheet = useRef(() => files.sheet(content));
  sheet.current = () => files.sheet(content);
  useEffect(() => printInPlace(() => sheet.current()), []);
  const { recording } = useParts(store, 'recording');
  if (!recording) return <p>Open a recording to export what is seen of it.</p>;
  return (
    <div class="export">
      <section>
        <h3>Report</h3>
        <p class="hint">
          {recording.images
            ? 'One page of A4 with the image, its labels and probabilities, its explanation, and where all of it comes from.'
            : 'One page of A4 with the strip true to scale, the beat with labels, probabilities and measurements, its explanation, and where all of it comes from. Print it at 100 %, not fitted to the page.'}
        </p>
        {!recording.images && (
          <>
            <Field label="Patient id" value={patientId} onInput={setPatientId} placeholder="none" />
            <p class="hint">The patient id is written on the report and kept nowhere.</p>
          </>
        )}
        <Toolbar label="Report">
          <Button kind="primary" onClick={() => void files.saveReport()}>
            Save as PDF
          </Button>
          <Button onClick={() => globalThis.print()}>Print ...</Button>
        </Toolbar>
      </section>
      <section>
        <h3>Pictures</h3>
        <ul>
          {content.pictures.map(({ name, title }) => (
            <li key={name}>
              {title}
              <Toolbar label={`Save: ${title}`}>
                <Button name={`${title} as SVG`} onClick={() => void files.saveSvg(name)}>
                  SVG
                </Button>
                <Button name={`${title} as PNG, 300 dpi`} onClick={() => void files.savePng(name)}>
                  PNG, 300 dpi
                </Button>
              </Toolbar>
            </li>
          ))}
        </ul>
        {content.missing.length > 0 && (
          <p class="hint" role="status">
            Not computed yet: {content.missing.join(', ')}. What is exported now goes without.
          </p>
        )}
      </section>
      <section>
        <h3>Values</h3>
        <p class="hint">
          The {caseWords(recording).one}, its input, probabilities and explanations with all settings and
          hashes, for a program.
        </p>
        <Toolbar label="Values">
          <Button onClick={() => void files.saveValues()}>Save as JSON</Button>
        </Toolbar>
      </section>
      <p class="hint">Files are made in the page and saved on this computer; nothing is sent anywhere.</p>
    </div>
  );
}

/** What is on the screen, gathered anew when it changes. */
function useContent(sources: ScreenSources) {
  const { store } = sources;
  const [content, setContent] = useState(NO_CONTENT);
  const parts = useParts(store, 'recording', 'model', 'beats', 'references', 'view', 'work', 'settings');
  useEffect(() => {
    let isStale = false;
    screenContent(sources).then(
      (gathered) => {
        if (!isStale) setContent(gathered);
      },
      (error: unknown) => {
        if (!isStale) notifyError(store, 'The pictures were not gathered', error);
      },
    );
    return () => {
      isStale = true;
    };
  }, [...Object.values(parts), explanationsDone(sources)]);
  return content;
}
