import { useState } from 'preact/hooks';
import { Button } from '../../elements/button.tsx';
import { Dialog } from '../../elements/dialog.tsx';
import { Field } from '../../elements/field.tsx';
import { Tabs } from '../../elements/tabs.tsx';
import {
  CARD_HEIGHT_MM,
  CARD_WIDTH_MM,
  RULER_MM,
  calibrateByCard,
  calibrateByRuler,
} from '../../lib/paper/calibration.ts';

/** What {@link CalibrationDialog} takes. */
export interface CalibrationDialogProps {
  readonly pxPerMm: number;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onCalibrate: (pxPerMm: number) => void;
}

/** Makes the paper true on this screen, by a bank card held to it or a ruler. */
export function CalibrationDialog({ pxPerMm, open, onClose, onCalibrate }: CalibrationDialogProps) {
  const [way, setWay] = useState<'card' | 'ruler'>('card');
  const [cardPx, setCardPx] = useState<number | null>(null);
  const [measured, setMeasured] = useState('');
  const widthPx = cardPx ?? pxPerMm * CARD_WIDTH_MM;
  const result = way === 'card' ? calibrateByCard(widthPx) : calibrateByRuler(pxPerMm, Number(measured));
  const isWrong = way === 'ruler' && measured !== '' && result === undefined;
  const close = (): void => {
    setCardPx(null);
    setMeasured('');
    onClose();
  };
  return (
    <Dialog
      title="Calibrate the screen"
      open={open}
      onClose={close}
      wide
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            kind="primary"
            disabled={result === undefined}
            onClick={() => {
              if (result !== undefined) onCalibrate(result);
              close();
            }}
          >
            {result === undefined ? 'Use this' : `Use ${result.toFixed(3)} px per mm`}
          </Button>
        </>
      }
    >
      <p>A screen doesn’t tell how large its pixels are. Measure once, and 25 mm on this paper are 25 mm.</p>
      <Tabs
        label="Way to measure"
        selected={way}
        onSelect={setWay}
        tabs={[
          { value: 'card', label: 'With a bank card' },
          { value: 'ruler', label: 'With a ruler' },
        ]}
      >
        {way === 'card' ? (
          <CardWay widthPx={widthPx} onWidth={setCardPx} />
        ) : (
          <div class="calibration">
            <p>Lay a ruler on the line and type how long it is.</p>
            <div class="ruler" style={{ width: `${RULER_MM * pxPerMm}px` }} />
            <Field
              label="The line measures"
              type="number"
              step="any"
              value={measured}
              unit="mm"
              onInput={setMeasured}
            />
            {isWrong && (
              <p role="alert">No screen is like that: expected a length between about 20 and 800 mm.</p>
            )}
          </div>
        )}
      </Tabs>
    </Dialog>
  );
}

function CardWay({ widthPx, onWidth }: { widthPx: number; onWidth: (widthPx: number) => void }) {
  return (
    <div class="calibration">
      <p>Hold a bank card (85.6 mm wide) to the screen and move the slider until the frame is as large.</p>
      <input
        type="range"
        aria-label="width of the card in pixels"
        min={150}
        max={820}
        step={0.5}
        value={widthPx}
        onInput={(event) => onWidth(event.currentTarget.valueAsNumber)}
      />
      <div
        class="card"
        style={{ width: `${widthPx}px`, height: `${(widthPx * CARD_HEIGHT_MM) / CARD_WIDTH_MM}px` }}
      />
    </div>
  );
}
