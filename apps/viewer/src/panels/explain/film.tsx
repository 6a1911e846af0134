import { useEffect, useState } from 'preact/hooks';
import type { AttributionFrame } from '@saliogram/explain';
import { Button } from '../../elements/button.tsx';

/** How long the whole film takes. */
const FILM_MS = 4000;

/** What {@link Film} takes. */
export interface FilmProps {
  readonly frames: readonly AttributionFrame[];
  /** Index of the frame that is shown; null for the result. */
  readonly frame: number | null;
  readonly onFrame: (frame: number | null) => void;
}

/** The way a map came to be, to be played or gone through by hand. */
export function Film({ frames, frame, onFrame }: FilmProps) {
  const [isPlaying, setPlaying] = useState(false);
  const last = frames.length - 1;
  const at = Math.min(frame ?? last, last);
  useEffect(() => {
    if (!isPlaying) return undefined;
    if (frame !== null && frame >= last) {
      setPlaying(false);
      onFrame(null);
      return undefined;
    }
    const timer = setTimeout(() => onFrame((frame ?? -1) + 1), FILM_MS / frames.length);
    return () => clearTimeout(timer);
  }, [isPlaying, frame, last]);
  const { iteration, objective } = frames[at];
  return (
    <div class="film">
      <Button
        name={isPlaying ? 'pause the film' : 'play how the map came to be'}
        onClick={() => {
          if (!isPlaying) onFrame(frame === null || frame >= last ? 0 : frame);
          setPlaying(!isPlaying);
        }}
      >
        {isPlaying ? '❚❚' : '▶'}
      </Button>
      <input
        type="range"
        min={0}
        max={last}
        value={at}
        aria-label="iteration"
        aria-valuetext={`iteration ${iteration}, objective ${objective[0].toFixed(3)}`}
        onInput={(event) => {
          setPlaying(false);
          const chosen = Number(event.currentTarget.value);
          onFrame(chosen >= last ? null : chosen);
        }}
      />
      <output title="iteration, and what it minimises">
        {iteration}: J = {objective[0].toFixed(2).replace('-', '−')}
      </output>
    </div>
  );
}
