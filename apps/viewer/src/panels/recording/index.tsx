import { useSignalEffect } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { Button } from '../../elements/button.tsx';
import { ClassLegend } from '../../elements/legend.tsx';
import { INITIAL_STATE } from '../../lib/app-state.ts';
import { UNCERTAIN_BELOW } from '../../lib/beat-verdict.ts';
import { filterWords, scaleWords } from '../../lib/paper/scale.ts';
import { withBeatInSight } from '../../lib/paper/window.ts';
import type { RecordingReader } from '../../lib/recording.ts';
import { paperCommands } from '../../services/paper-keys.ts';
import { listenForShortcuts } from '../../services/shortcuts.ts';
import type { Store } from '../../services/store.ts';
import { usePart } from '../../services/use-parts.ts';
import { BeatFacts } from './beat-facts.tsx';
import { CalibrationDialog } from './calibration-dialog.tsx';
import { CaliperLayer } from './caliper-layer.tsx';
import { CaliperReadout } from './caliper-readout.tsx';
import { QualityDetails, QualityLegend } from './quality-details.tsx';
import { selectShallow } from './select-shallow.ts';
import { createSheetController } from './sheet-controller.ts';
import type { SheetController } from './sheet-controller.ts';
import { StripToolbar } from './strip-toolbar.tsx';
import { Strip } from './strip.tsx';
import { useCalipers } from './use-calipers.ts';
import './recording.css';

const NO_COMMENTS: readonly string[] = [];

/** What {@link RecordingPanel} takes. */
export interface RecordingPanelProps {
  readonly store: Store;
  readonly reader: RecordingReader;
}

/** The recording on calibrated paper with its beats, the tools to move on it and to measure it. */
export function RecordingPanel({ store, reader }: RecordingPanelProps) {
  const sheet = useMemo(() => createSheetController(store, reader), [store, reader]);
  useEffect(() => () => sheet.dispose(), [sheet]);
  const tools = useCalipers(store, reader);
  const [isCalibrating, setCalibrating] = useState(false);
  const recording = usePart(store, (state) => state.recording);
  const pxPerMm = usePart(store, ({ settings }) => settings.pxPerMm);
  useFollowedBeat(store);
  useLayoutEffect(
    () => listenForShortcuts({ ...paperCommands(store), calipers: tools.toggle }),
    [store, recording],
  );
  if (recording === null) return null;
  const calipers = tools.calipers.value;
  return (
    <section class="recording" aria-label={`Recording ${recording.name}`}>
      <StripToolbar store={store} calipersOn={calipers !== null} onCalipers={tools.toggle} />
      <CaliperReadout tools={tools} leads={recording.leads} />
      <Strip store={store} sheet={sheet}>
        {calipers !== null && (
          <CaliperLayer
            calipers={calipers}
            layout={sheet.layout.value}
            frame={sheet.frame.value}
            samplingFrequency={recording.samplingFrequency}
            onMove={tools.move}
            onSnap={tools.snap}
          />
        )}
      </Strip>
      <div class="strip-foot">
        <BeatFacts store={store} reader={reader} />
        <Words store={store} sheet={sheet} onCalibrate={() => setCalibrating(true)} />
      </div>
      <CalibrationDialog
        open={isCalibrating}
        pxPerMm={pxPerMm}
        onClose={() => setCalibrating(false)}
        onCalibrate={(next) =>
          store.change((state) => ({ ...state, settings: { ...state.settings, pxPerMm: next } }))
        }
      />
    </section>
  );
}

/** Brings a beat into sight that was selected elsewhere; later the reader may pan away from it. */
function useFollowedBeat(store: Store): void {
  const beat = useMemo(
    () =>
      selectShallow(store, ({ view, beats }) => ({
        beat: view.beat,
        isThere: (view.beat ?? 0) < beats.count,
      })),
    [store],
  );
  useSignalEffect(() => {
    if (beat.value.isThere) queueMicrotask(() => store.change(withBeatInSight));
  });
}

function Words(props: { store: Store; sheet: SheetController; onCalibrate: () => void }) {
  const { store, sheet, onCalibrate } = props;
  const view = useMemo(() => selectShallow(store, (state) => ({ ...state.view, startS: 0 })), [store]).value;
  const classes = usePart(store, ({ model }) => model?.classes);
  const other = usePart(store, (state) => state.other?.name);
  const pxPerMm = usePart(store, ({ settings }) => settings.pxPerMm);
  const comments = usePart(store, ({ recording }) => recording?.comments ?? NO_COMMENTS);
  const isCalibrated = pxPerMm !== INITIAL_STATE.settings.pxPerMm;
  return (
    <div class="strip-words">
      <p>
        {scaleWords(view)} · {filterWords(view.filter, sheet.filterDrawn.value)}
        <span class="calibrated"> · {isCalibrated ? 'screen calibrated' : 'screen not calibrated'}</span>{' '}
        <Button kind="quiet" title="Make a millimetre on this screen a millimetre" onClick={onCalibrate}>
          Calibrate …
        </Button>
      </p>
      {comments.length > 0 && (
        <details>
          <summary>About the recording</summary>
          {comments.map((comment, i) => (
            <p key={i}>{comment}</p>
          ))}
        </details>
      )}
      <QualityDetails store={store} />
      <details>
        <summary>Marks and classes</summary>
        <p>
          <b>≠</b> filled flag: not the reference label · <b>?</b> hollow flag: uncertain, below{' '}
          {UNCERTAIN_BELOW} · blue window: what the model reads
          {other && (
            <>
              {' '}
              · in the row of {other}: <b>−</b> missed, <b>+</b> not in the reference, <b>≠</b> of another
              class
            </>
          )}
        </p>
        <QualityLegend />
        {classes && <ClassLegend classes={classes} />}
      </details>
    </div>
  );
}
