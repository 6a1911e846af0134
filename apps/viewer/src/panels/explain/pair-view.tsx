import { heatOf } from '@saliogram/explain';
import { Button } from '../../elements/button.tsx';
import { useWidth } from '../../elements/use-width.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { heatOfSteps, mapAgreement } from '../../lib/maps/map-agreement.ts';
import { evidenceSentence } from '../../lib/maps/map-words.ts';
import type { StepWaves } from '../../lib/maps/step-waves.ts';
import { agreementText } from '../../lib/saliency/rank-correlation.ts';
import { MapPicture } from './map-picture.tsx';
import type { Shown } from './shown.ts';

/** A map in a pair, and what to call it. */
export interface PairedMap extends Pick<Shown, 'explanation'> {
  readonly title: string;
}

/** What {@link PairView} takes. */
export interface PairViewProps {
  readonly beat: ExplainedBeat;
  readonly waves: StepWaves | null;
  readonly maps: readonly [PairedMap, PairedMap];
  /** Puts the pair away; without it the pair stays. */
  readonly onClose?: () => void;
}

/** Two maps of one beat side by side, and how alike they are. */
export function PairView({ beat, waves, maps, onClose }: PairViewProps) {
  const [one, other] = maps.map(({ explanation }) => explanation.attribution);
  const alike = one && other ? mapAgreement(heatOfSteps(one), heatOfSteps(other)) : null;
  const [a, b] = maps.map(({ title }) => title);
  return (
    <div class="map-pair" role="group" aria-label={`${a} beside ${b}`}>
      {maps.map((map, i) => (
        <PairedCard key={i} beat={beat} waves={waves} map={map} />
      ))}
      <p>
        {alike &&
          `They agree ${agreementText(alike.rank)} (rank correlation over time)${
            alike.top === null ? '' : `; of their hottest tenths ${Math.round(100 * alike.top)} % is shared`
          }. `}
        {onClose && <Button onClick={onClose}>Put away</Button>}
      </p>
    </div>
  );
}

function PairedCard({ beat, waves, map }: Pick<PairViewProps, 'beat' | 'waves'> & { map: PairedMap }) {
  const { ref, width } = useWidth<HTMLElement>(220);
  const { attribution, status, problem } = map.explanation;
  const sentence = attribution
    ? evidenceSentence(attribution, beat.layout, beat.input.values, waves)
    : (problem ?? (status === 'stopped' ? 'was stopped' : 'is being computed ...'));
  return (
    <article class="method-card" ref={ref} aria-label={map.title}>
      <h3>{map.title}</h3>
      <MapPicture
        beat={beat}
        width={width}
        heat={attribution ? heatOf(attribution) : null}
        description={`${map.title}: ${sentence}`}
      />
      <p>{sentence}</p>
    </article>
  );
}
