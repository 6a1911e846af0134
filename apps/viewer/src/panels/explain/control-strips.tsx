import { useMemo } from 'preact/hooks';
import { heatFromZero } from '@saliogram/explain';
import type { Attribution } from '@saliogram/explain';
import { Picture } from '../../elements/picture.tsx';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { stripOfHeat } from '../../lib/maps/control-picture.ts';
import { heatOfSteps, mapAgreement } from '../../lib/maps/map-agreement.ts';
import { agreementText } from '../../lib/saliency/rank-correlation.ts';
import { MapPicture, smallFrame } from './map-picture.tsx';

/** A map that knows no model. */
export interface Control {
  /** Of its method. */
  readonly name: string;
  readonly title: string;
  /** Null until it is computed. */
  readonly attribution: Attribution | null;
}

/** What {@link ControlStrips} takes. */
export interface ControlStripsProps {
  readonly beat: ExplainedBeat;
  /** The map they are laid beside. */
  readonly attribution: Attribution;
  readonly controls: readonly Control[];
  /** Of the map's picture, CSS pixels. */
  readonly width: number;
}

/** Maps that know no model below one that does, and how far it agrees with them. */
export function ControlStrips({ beat, attribution, controls, width }: ControlStripsProps) {
  return (
    <>
      {controls.map((control) =>
        control.attribution ? (
          <ControlStrip
            key={control.name}
            {...{ beat, attribution, width, title: control.title, control: control.attribution }}
          />
        ) : null,
      )}
    </>
  );
}

interface ControlStripProps extends Omit<ControlStripsProps, 'controls'> {
  readonly title: string;
  readonly control: Attribution;
}

function ControlStrip({ beat, attribution, title, control, width }: ControlStripProps) {
  const { rank } = mapAgreement(heatOfSteps(attribution), heatOfSteps(control));
  const words = `${title}, which knows no model: agreement ${agreementText(rank)}.`;
  const isImage = beat.layout.image !== undefined;
  const strip = useMemo(
    () => (isImage ? null : stripOfHeat(smallFrame(beat, width), heatOfSteps(control), words)),
    [isImage, beat.key, width, control, words],
  );
  return (
    <div class="control-strip">
      {strip ? (
        <Picture list={strip} decorative />
      ) : (
        <MapPicture beat={beat} width={width} heat={heatFromZero(control)} description={words} />
      )}
      <p class="note">{words}</p>
    </div>
  );
}
