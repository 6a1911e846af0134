import { useRef } from 'preact/hooks';
import type { TargetedPointerEvent } from 'preact';
import { draggedSteps, drawnTo } from '../../lib/probe.ts';
import type { ProbeEdit } from '../../lib/probe.ts';
import { frameEdges, frameLanes, frameScales } from '../../lib/saliency/trace-frame.ts';
import type { TraceFrame } from '../../lib/saliency/trace-frame.ts';

/** What the pointer does to the trace. */
export type ProbeTool = 'hide' | 'draw';

/** What {@link ProbePad} takes. */
export interface ProbePadProps {
  readonly frame: TraceFrame;
  readonly tool: ProbeTool;
  readonly onPreview: (edit: ProbeEdit | null) => void;
  readonly onDone: (edit: ProbeEdit) => void;
}

interface Stroke {
  readonly start: { readonly step: number; readonly channel: number };
  last: { readonly step: number; readonly value: number };
  edit: ProbeEdit;
}

/** A sheet over the large trace that takes the pointer: a drag hides a stretch or draws the trace anew. */
export function ProbePad({ frame, tool, onPreview, onDone }: ProbePadProps) {
  const stroke = useRef<Stroke | null>(null);
  const placeOf = (event: TargetedPointerEvent<HTMLDivElement>, channel?: number) => {
    const box = event.currentTarget.getBoundingClientRect();
    const [px, py] = [event.clientX - box.left, event.clientY - box.top];
    const { top, bottom } = frameEdges(frame);
    const { channels, steps } = frame.layout;
    const lane = frameLanes(frame).findIndex((each) => py < each.bottom);
    const own = channel ?? (lane < 0 ? channels - 1 : lane);
    const { stepAt, valueAt } = frameScales(frame, own);
    const step = Math.min(steps - 1, Math.max(0, Math.floor(stepAt(px))));
    return { channel: own, step, value: valueAt(Math.min(bottom, Math.max(top, py))) };
  };
  const onPointerDown = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const place = placeOf(event);
    const edit: ProbeEdit =
      tool === 'hide'
        ? { kind: 'hide', ...draggedSteps(place.step, place.step, frame.layout.steps) }
        : drawnTo(null, null, place, place.channel);
    stroke.current = { start: place, last: place, edit };
    onPreview(edit);
  };
  const onPointerMove = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    const now = stroke.current;
    if (!now) return;
    const place = placeOf(event, now.start.channel);
    now.edit =
      now.edit.kind === 'draw'
        ? drawnTo(now.edit, now.last, place, now.start.channel)
        : { kind: 'hide', ...draggedSteps(now.start.step, place.step, frame.layout.steps) };
    now.last = place;
    onPreview(now.edit);
  };
  const end = (isDone: boolean): void => {
    const now = stroke.current;
    stroke.current = null;
    if (!now) return;
    if (isDone) onDone(now.edit);
    else onPreview(null);
  };
  return (
    <div
      class={`probe-pad ${tool}`}
      aria-hidden="true"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => end(true)}
      onPointerCancel={() => end(false)}
    />
  );
}
