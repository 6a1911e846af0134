import type { TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { marchOut } from '../../lib/calipers.ts';
import type { Calipers } from '../../lib/calipers.ts';
import type { StripLayout } from '../../lib/paper/sheet.ts';
import { clockTime } from '../../lib/paper/time-marks.ts';
import { shortcutFor } from '../../lib/shortcuts.ts';
import type { ShortcutId } from '../../lib/shortcuts.ts';
import type { SheetFrame } from './sheet-controller.ts';

const MARCH_PX = 8;

/** Which of the two lines. */
export type CaliperLine = 'aS' | 'bS';

/** What {@link CaliperLayer} takes. */
export interface CaliperLayerProps {
  readonly calipers: Calipers;
  readonly layout: StripLayout;
  readonly frame: SheetFrame;
  readonly samplingFrequency: number;
  readonly onMove: (line: CaliperLine, timeS: number) => void;
  /** The line is to jump to the extremum beside it. */
  readonly onSnap: (line: CaliperLine) => Promise<void>;
}

/** The lines of the calipers over the paper; each is a slider for the keyboard. */
export function CaliperLayer(props: CaliperLayerProps) {
  const { calipers, layout, frame } = props;
  const xOf = (timeS: number): number => (timeS - frame.startS) * layout.scale.pxPerS;
  const style = { top: `${layout.paperTop}px`, height: `${layout.paperHeight}px` };
  const left = xOf(Math.min(calipers.aS, calipers.bS));
  const width = Math.abs(calipers.bS - calipers.aS) * layout.scale.pxPerS;
  // Closer than this the lines would hide the trace.
  const isReadable = width >= MARCH_PX;
  const marches =
    calipers.marching && isReadable ? marchOut(calipers, frame.startS, frame.startS + frame.lengthS) : [];
  return (
    <div class="calipers" style={style}>
      {marches.map((timeS) => (
        <span key={timeS} class="march" style={{ left: `${xOf(timeS)}px` }} />
      ))}
      <span class="span" style={{ left: `${left}px`, width: `${width}px` }} />
      <Line {...props} line="aS" name="first caliper" x={xOf(calipers.aS)} />
      <Line {...props} line="bS" name="second caliper" x={xOf(calipers.bS)} />
    </div>
  );
}

function Line(props: CaliperLayerProps & { line: CaliperLine; name: string; x: number }) {
  const { calipers, line, name, x, layout, samplingFrequency, onMove, onSnap } = props;
  const timeS = calipers[line];
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    const id = shortcutFor(event, 'caliper');
    if (!id) return;
    const moves: Readonly<Partial<Record<ShortcutId, number>>> = {
      'line-back': -1 / samplingFrequency,
      'line-on': 1 / samplingFrequency,
      'line-box-back': -1 / layout.scale.mmPerS,
      'line-box-on': 1 / layout.scale.mmPerS,
    };
    if (id === 'line-snap') void onSnap(line);
    else onMove(line, timeS + (moves[id] ?? 0));
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerDown = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    handle.focus();
    const startX = event.clientX;
    const move = (moved: PointerEvent): void =>
      onMove(line, timeS + (moved.clientX - startX) / layout.scale.pxPerS);
    handle.addEventListener('pointermove', move);
    const end = (ended: PointerEvent): void => {
      handle.removeEventListener('pointermove', move);
      // With Alt the line stays where it was let go.
      if (ended.type === 'pointerup' && !ended.altKey) void onSnap(line);
    };
    handle.addEventListener('pointerup', end, { once: true });
    handle.addEventListener('pointercancel', end, { once: true });
    event.stopPropagation();
  };
  return (
    <div
      class="caliper"
      role="slider"
      tabIndex={0}
      aria-label={`${name}; arrow keys move it by a sample, with Shift by a small box, s snaps to the extremum`}
      aria-valuenow={Math.round(timeS * 1000)}
      aria-valuetext={clockTime(timeS, 3)}
      style={{ left: `${x}px` }}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
    />
  );
}
