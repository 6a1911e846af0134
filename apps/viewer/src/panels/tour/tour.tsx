import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../elements/button.tsx';
import { tourOf } from './tour-steps.ts';
import './tour.css';

/** Pixels between a part and what is said of it. */
const GAP = 10;
const WIDTH = 340;

interface Place {
  readonly part: DOMRect;
  readonly left: number;
  readonly top: number;
}

/** A walk over the real page, step by step; Escape leaves it at once. */
export function Tour({ cases, onEnd }: { cases: 'beats' | 'images'; onEnd: () => void }) {
  const steps = tourOf(cases);
  const [step, setStep] = useState(0);
  const [place, setPlace] = useState<Place | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const { selector, title, text } = steps[Math.min(step, steps.length - 1)];
  const isLast = step === steps.length - 1;

  useLayoutEffect(() => {
    const settle = (): void => setPlace(placeBeside(selector, box.current));
    document.querySelector(selector)?.scrollIntoView({ block: 'center' });
    settle();
    box.current?.focus();
    // Parts grow while their content comes.
    const observer = new ResizeObserver(settle);
    for (const each of [document.body, ...document.querySelectorAll(selector)]) observer.observe(each);
    addEventListener('scroll', settle, { passive: true });
    return () => {
      observer.disconnect();
      removeEventListener('scroll', settle);
    };
  }, [selector]);

  useLayoutEffect(() => {
    const leave = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      onEnd();
    };
    addEventListener('keydown', leave);
    return () => removeEventListener('keydown', leave);
  }, [onEnd]);

  return (
    <div class="tour">
      {place && (
        <div
          class="tour-part"
          aria-hidden="true"
          style={{
            left: `${place.part.left - 4}px`,
            top: `${place.part.top - 4}px`,
            width: `${place.part.width + 8}px`,
            height: `${place.part.height + 8}px`,
          }}
        />
      )}
      <div
        ref={box}
        class="tour-box"
        role="dialog"
        aria-label={`Tour, step ${step + 1} of ${steps.length}: ${title}`}
        tabIndex={-1}
        style={{ width: `${WIDTH}px`, left: `${place?.left ?? 0}px`, top: `${place?.top ?? 0}px` }}
      >
        <h2>{title}</h2>
        <p>{text}</p>
        <div class="tour-actions">
          <span class="weak">
            {step + 1} of {steps.length}
          </span>
          <Button kind="quiet" onClick={onEnd} title="Escape leaves too">
            Leave
          </Button>
          {step > 0 && <Button onClick={() => setStep(step - 1)}>Back</Button>}
          <Button kind="primary" onClick={() => (isLast ? onEnd() : setStep(step + 1))}>
            {isLast ? 'Done' : 'Next'}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** Below the part where there is room, else above it, else over its lower edge; always on the screen. */
function placeBeside(selector: string, box: HTMLElement | null): Place | null {
  const part = document.querySelector(selector)?.getBoundingClientRect();
  if (!part || !box) return null;
  const height = box.offsetHeight;
  const below = part.bottom + GAP;
  const above = part.top - GAP - height;
  const most = innerHeight - height - GAP;
  const top = below <= most ? below : above >= GAP ? above : most;
  const left = Math.max(GAP, Math.min(part.left + 16, innerWidth - WIDTH - GAP));
  return { part, left, top };
}
