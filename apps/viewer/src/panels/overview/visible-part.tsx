import { useSignalEffect } from '@preact/signals';
import type { TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { clockTime } from '../../lib/paper/time-marks.ts';
import { durationS, withCentre, withStart } from '../../lib/paper/window.ts';
import { movePaperByKey } from '../../services/paper-keys.ts';
import type { Store } from '../../services/store.ts';
import { usePart } from '../../services/use-parts.ts';

/** The part of the recording that the strip shows; dragged, clicked to, or moved by keys. */
export function VisiblePart({ store, widthPx }: { store: Store; widthPx: number }) {
  const lane = useRef<HTMLDivElement>(null);
  const part = useRef<HTMLDivElement>(null);
  const totalS = usePart(store, durationS);
  const stripS = usePart(store, (state) => state.stripS);
  // The words change by the second; what is drawn follows every frame without a new rendering.
  const startS = usePart(store, ({ view }) => Math.round(view.startS));
  const pxPerS = widthPx / Math.max(totalS, 1e-9);
  useSignalEffect(() => {
    const { view, stripS: length } = store.state.value;
    const share = Math.max(durationS(store.state.value), 1e-9);
    if (!part.current) return;
    part.current.style.transform = `translateX(${(view.startS / share) * widthPx}px)`;
    part.current.style.width = `${Math.min(1, length / share) * widthPx}px`;
  });

  const timeAt = (clientX: number): number =>
    (clientX - (lane.current?.getBoundingClientRect().left ?? 0)) / pxPerS;
  const onPointerDown = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    const target = event.currentTarget;
    const grabbedS = timeAt(event.clientX);
    const { view } = store.state.peek();
    const isInside = grabbedS >= view.startS && grabbedS <= view.startS + stripS;
    if (!isInside) store.change((state) => withCentre(state, grabbedS));
    const offsetS = grabbedS - store.state.peek().view.startS;
    target.setPointerCapture(event.pointerId);
    part.current?.focus({ preventScroll: true });
    const move = (moved: PointerEvent): void =>
      store.change((state) => withStart(state, timeAt(moved.clientX) - offsetS));
    target.addEventListener('pointermove', move);
    const end = (): void => target.removeEventListener('pointermove', move);
    target.addEventListener('pointerup', end, { once: true });
    target.addEventListener('pointercancel', end, { once: true });
    event.preventDefault();
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    if (movePaperByKey(store, event, 'overview')) event.preventDefault();
  };
  return (
    <div class="lane" ref={lane} onPointerDown={onPointerDown}>
      <div
        class="visible-part"
        ref={part}
        role="slider"
        tabIndex={0}
        aria-label="Part of the recording on the strip"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, Math.round(totalS - stripS))}
        aria-valuenow={startS}
        aria-valuetext={`${clockTime(startS)} to ${clockTime(Math.min(totalS, startS + stripS))}`}
        onKeyDown={onKeyDown}
      />
      <SelectedBeat store={store} widthPx={widthPx} />
    </div>
  );
}

/** Points at the selected beat. */
function SelectedBeat({ store, widthPx }: { store: Store; widthPx: number }) {
  const share = usePart(store, ({ view, beats, recording }) =>
    view.beat === null || view.beat >= beats.count || recording === null
      ? null
      : beats.peaks[view.beat] / recording.sampleCount,
  );
  return share === null ? null : <span class="selected-beat" style={{ left: `${share * widthPx}px` }} />;
}
