import type { AppState, View } from '../app-state.ts';
import { paperScale } from './scale.ts';

/** Length of the open recording in seconds; 0 without one. */
export function durationS({ recording }: Pick<AppState, 'recording'>): number {
  return recording === null ? 0 : recording.sampleCount / recording.samplingFrequency;
}

/** The state with the left edge of the strip at `startS`, as far as the recording reaches. */
export function withStart(state: AppState, startS: number): AppState {
  const last = Math.max(0, durationS(state) - state.stripS);
  const clamped = Math.min(last, Math.max(0, startS));
  return clamped === state.view.startS ? state : { ...state, view: { ...state.view, startS: clamped } };
}

/** The state with the strip moved so that `timeS` is in its middle. */
export function withCentre(state: AppState, timeS: number): AppState {
  return withStart(state, timeS - state.stripS / 2);
}

/** Share of the strip at each side in which a beat is too near to the edge to be read with its neighbours. */
const EDGE = 0.12;

/** Time of the selected beat; null without one, and for images. */
function selectedS({ beats, recording, view: { beat } }: AppState): number | null {
  if (beat === null || recording === null || recording.images || beat >= beats.count) return null;
  return beats.peaks[beat] / recording.samplingFrequency;
}

/** Whether the selected beat is on the strip, `edge` (a share of its length) or more away from both ends; default 0. */
export function isInSight(state: AppState, edge = 0): boolean {
  const timeS = selectedS(state);
  const { stripS, view } = state;
  return timeS !== null && timeS >= view.startS + edge * stripS && timeS <= view.startS + (1 - edge) * stripS;
}

/** The state with the strip moved to the selected beat, unless it is well in sight. */
export function withBeatInSight(state: AppState): AppState {
  const timeS = selectedS(state);
  return timeS === null || isInSight(state, EDGE) ? state : withCentre(state, timeS);
}

/** The state with another beat explained, its most likely class as the target, and the beat in sight. */
export function withBeat(state: AppState, beat: number): AppState {
  return withBeatInSight({ ...state, view: { ...state.view, beat, target: null } });
}

/** A part of the view that the length of the strip hangs on. */
export type Stretch = Partial<Pick<View, 'speedMmPerS' | 'zoom'>>;

/** The strip is never stretched more than this. */
export const MOST_ZOOM = 4;
/** A strip never shows more than this many times the recording. */
const SPARE = 1.05;

/** The state with another speed or zoom, and the time `anchorS` where it was on the screen. */
export function withStretch(state: AppState, stretch: Stretch, anchorS: number): AppState {
  const wanted = { ...state.view, ...stretch };
  const widthPx = state.stripS * paperScale(state).pxPerS;
  const pxPerSAt1 = paperScale({ ...state, view: { ...wanted, zoom: 1 } }).pxPerS;
  const least = Math.min(1, widthPx / (SPARE * Math.max(1, durationS(state)) * pxPerSAt1));
  const view = { ...wanted, zoom: Math.min(MOST_ZOOM, Math.max(least, wanted.zoom)) };
  const stripS = widthPx / paperScale({ ...state, view }).pxPerS;
  const share = (anchorS - state.view.startS) / state.stripS;
  return withStart({ ...state, view, stripS }, anchorS - share * stripS);
}

/** The state with a strip of `widthPx` CSS pixels. */
export function withWidth(state: AppState, widthPx: number): AppState {
  const stripS = widthPx / paperScale(state).pxPerS;
  return stripS === state.stripS ? state : withStart({ ...state, stripS }, state.view.startS);
}
