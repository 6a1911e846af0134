import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../elements/button.tsx';
import { Field } from '../../elements/field.tsx';
import { Toolbar } from '../../elements/toolbar.tsx';
import { printInPlace } from '../../services/export/print-sheet.ts';
import { useParts } from '../../services/use-parts.ts';
import { exportedFiles } from './exported-files.ts';
import type { ExportSources } from './exported-files.ts';
import './export.css';

/** Saves what is on the screen: each picture, one page for the file of a patient, and the values for a program. */
export function ExportPanel(props: ExportSources) {
  const { store, pictures } = props;
  const [patientId, setPatientId] = useState('');
  const { recording } = useParts(store, 'recording');
  const files = exportedFiles({ ...props, patientId });
  // Printing asks for the sheet long after this was drawn.
  const latest = useRef(files);
  latest.current = files;
  useEffect(() => printInPlace(() => latest.current.sheet()), []);
  if (!recording) return <p>Open a recording to export what is seen of it.</p>;
  return (
    <div class="export">
      <section>
        <h3>Report</h3>
        <p class="hint">
          One page of A4 with the strip true to scale, the beat with labels, probabilities and measurements,
          its explanation, and where all of it comes from. Print it at 100 %, without fitting to the page.
        </p>
        <Field
          label="Patient id (optional; written on the report, kept nowhere)"
          value={patientId}
          onInput={setPatientId}
        />
        <Toolbar label="Report">
          <Button kind="primary" onClick={() => void files.saveReport()}>
            Save as PDF
          </Button>
          <Button onClick={() => globalThis.print()}>Print</Button>
        </Toolbar>
      </section>
      <section>
        <h3>Pictures</h3>
        <ul>
          {pictures().map((picture) => (
            <li key={picture.name}>
              {picture.title}
              <Toolbar label={`Save ${picture.title}`}>
                <Button name={`${picture.title} as SVG`} onClick={() => files.saveSvg(picture.name)}>
                  SVG
                </Button>
                <Button name={`${picture.title} as PNG`} onClick={() => void files.savePng(picture.name)}>
                  PNG, 300 dpi
                </Button>
              </Toolbar>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>Values</h3>
        <p class="hint">
          The beat, its input, probabilities and explanations with all settings and hashes, for a program.
        </p>
        <Toolbar label="Values">
          <Button onClick={() => files.saveValues()}>Save as JSON</Button>
        </Toolbar>
      </section>
      <p class="hint">Files are made in the page and saved on this computer; nothing is sent anywhere.</p>
    </div>
  );
}
