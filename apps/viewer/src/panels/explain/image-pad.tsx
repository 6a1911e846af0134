import { useRef } from 'preact/hooks';
import type { TargetedPointerEvent } from 'preact';
import { draggedBlock, inkedTo } from '../../lib/probe.ts';
import type { Pixel, ProbeEdit } from '../../lib/probe.ts';
import { imageLayoutOf, pixelAt } from '../../lib/saliency/image-frame.ts';
import { pairBoxes } from '../../lib/saliency/image-picture.ts';
import type { TraceFrame } from '../../lib/saliency/trace-frame.ts';

/** What the pointer does to the image. */
export type ImageTool = 'hide' | 'ink';

/** What {@link ImagePad} takes. */
export interface ImagePadProps {
  readonly frame: TraceFrame;
  readonly tool: ImageTool;
  readonly onPreview: (edit: ProbeEdit | null) => void;
  readonly onDone: (edit: ProbeEdit) => void;
}

interface Stroke {
  readonly start: Pixel;
  last: Pixel;
  edit: ProbeEdit;
}

/** A sheet over the large images that takes the pointer: a drag hides a block or draws a stroke of ink. */
export function ImagePad({ frame, tool, onPreview, onDone }: ImagePadProps) {
  const stroke = useRef<Stroke | null>(null);
  const image = imageLayoutOf(frame.layout);
  const pixelOf = (event: TargetedPointerEvent<HTMLDivElement>): Pixel | null => {
    const box = event.currentTarget.getBoundingClientRect();
    return pixelAt(pairBoxes(frame), image, event.clientX - box.left, event.clientY - box.top);
  };
  const editOf = (start: Pixel, last: Pixel, next: Pixel, before: readonly number[]): ProbeEdit =>
    tool === 'hide'
      ? { kind: 'hide-block', block: draggedBlock(start, next), rowLength: image.columns }
      : { kind: 'ink', steps: inkedTo(before, last, next, image) };
  const onPointerDown = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    const pixel = pixelOf(event);
    if (event.button !== 0 || !pixel) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const edit = editOf(pixel, pixel, pixel, []);
    stroke.current = { start: pixel, last: pixel, edit };
    onPreview(edit);
  };
  const onPointerMove = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    const now = stroke.current;
    const pixel = now && pixelOf(event);
    if (!now || !pixel) return;
    now.edit = editOf(now.start, now.last, pixel, now.edit.kind === 'ink' ? now.edit.steps : []);
    now.last = pixel;
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
