import type { AppState } from '../app-state.ts';
import { firstBeatFrom, verdictOf } from '../beat-verdict.ts';
import type { DisplayItem } from '../display-list.ts';
import { modelWindow } from '../model-window.ts';
import { lineItem, rectangleItem, textItem } from '../picture/items.ts';
import { annotatorMarks, shortName } from './annotator-marks.ts';
import { beatMarks, markRows, rowNames } from './beat-marks.ts';
import type { MarkRows } from './beat-marks.ts';
import { QUALITY_WORDS, intervalsOf } from '../quality.ts';
import { layLanes } from './lanes.ts';
import { qualityBands } from './quality-bands.ts';
import type { Lane, LeadRange } from './lanes.ts';
import { gutterPx, paperScale, pulseMm } from './scale.ts';
import type { PaperScale } from './scale.ts';
import { clockTime, timeMarks } from './time-marks.ts';
import { traceItem } from './trace.ts';
import type { TimeAxis, Trace } from './trace.ts';
import { durationS } from './window.ts';

/** Where everything lies from top to bottom, in CSS pixels. */
export interface StripLayout {
  readonly scale: PaperScale;
  readonly gutter: number;
  readonly rows: MarkRows;
  /** Of the row of another annotator; empty where there is none. */
  readonly otherName: string;
  readonly lanes: readonly Lane[];
  readonly paperTop: number;
  readonly paperHeight: number;
  readonly height: number;
}

const AXIS_PX = 18;
/** Of the name at the top of a lane. */
const NAME_PX = 20;

/** Lays out the strip of the open recording; `ranges` place leads that lie far from zero. */
export function stripLayout(state: AppState, ranges: readonly (LeadRange | undefined)[]): StripLayout {
  const scale = paperScale(state);
  const rows = markRows(state);
  const paperTop = rows.height;
  const lanes = layLanes(state.recording?.leads ?? [], ranges, scale, paperTop);
  const paperHeight = lanes.reduce((sum, { height }) => sum + height, 0);
  const gutter = gutterPx(scale);
  const otherName = shortName(state.other?.name ?? '');
  return {
    scale,
    gutter,
    rows,
    otherName,
    lanes,
    paperTop,
    paperHeight,
    height: paperTop + paperHeight + AXIS_PX,
  };
}

/** What moves with the time: window of the model, traces, labels, times; x = 0 is `startS`. */
export function sheetItems(
  state: AppState,
  layout: StripLayout,
  traces: readonly (Trace | undefined)[],
  startS: number,
  widthPx: number,
): DisplayItem[] {
  if (state.recording === null) return [];
  const { lanes, rows, paperTop, paperHeight, scale } = layout;
  const axis: TimeAxis = {
    startS,
    pxPerS: scale.pxPerS,
    samplingFrequency: state.recording.samplingFrequency,
  };
  const lines = lanes.flatMap((lane) => {
    const trace = traces[lane.lead];
    return trace === undefined ? [] : [traceItem(trace, lane, axis)];
  });
  return [
    ...qualityBands(state.quality, lanes, axis, widthPx),
    ...modelWindowItems(state, layout, axis),
    // Tall beats may run into the neighbour's lane, as on paper, but not over the labels.
    { kind: 'clip', x: 0, y: paperTop, width: widthPx, height: paperHeight, items: lines },
    ...annotatorMarks(state, layout, axis, widthPx),
    ...beatMarks(state, rows, axis, widthPx),
    ...timeMarks(axis, widthPx, paperTop + paperHeight, durationS(state)),
  ];
}

function modelWindowItems(state: AppState, layout: StripLayout, axis: TimeAxis): DisplayItem[] {
  const window = modelWindow(state);
  const { beat } = state.view;
  if (window === null || beat === null || beat >= state.beats.count) return [];
  const peakS = state.beats.peaks[beat] / axis.samplingFrequency;
  const x = (peakS - window.beforeS - axis.startS) * axis.pxPerS;
  const width = (window.beforeS + window.afterS) * axis.pxPerS;
  return layout.lanes.flatMap(({ lead, top, height }): DisplayItem[] => {
    if (window.lead !== null && lead !== window.lead) {
      const sides = [x, top, x, top + height, NaN, NaN, x + width, top, x + width, top + height];
      return [lineItem(sides, { stroke: 'accent', dash: [2, 4], opacity: 0.7 })];
    }
    const name =
      width > 78 ? [textItem(x + 4, top + height - 5, "model's input", { size: 11, ink: 'accent' })] : [];
    return [
      rectangleItem(x, top, width, height, { fill: 'accent', opacity: 0.13 }),
      rectangleItem(x, top, width, height, { stroke: 'accent', width: 1.5 }),
      ...name,
    ];
  });
}

/** What stays at the left edge: lead names and calibration pulses of 1 mV and 200 ms, and the names of the label rows. */
export function gutterItems({ lanes, rows, otherName, gutter, scale }: StripLayout): DisplayItem[] {
  return [
    ...rowNames(rows, gutter - 4, otherName),
    ...lanes.flatMap((lane) => [
      textItem(4, lane.top + 14, lane.name, { size: 13, bold: true }),
      ...(lane.note === '' ? [] : [textItem(4, lane.top + lane.height - 4, lane.note, { size: 9 })]),
      ...(lane.isVoltage ? [pulse(lane, scale)] : []),
    ]),
  ];
}

/** Stands on the lead's zero, or as far below it as keeps clear of the lead's name. */
function pulse({ zeroY, top, height }: Lane, { pxPerMm, mmPerS, pxPerMv }: PaperScale): DisplayItem {
  const lead = 2 * pxPerMm;
  const width = pulseMm(mmPerS) * pxPerMm;
  const foot = Math.min(Math.max(zeroY, top + NAME_PX + pxPerMv), top + height);
  const up = foot - pxPerMv;
  const x = 2 * pxPerMm;
  const points = [x, foot, x + lead, foot, x + lead, up, x + lead + width, up, x + lead + width, foot];
  return lineItem([...points, x + 2 * lead + width, foot], { stroke: 'trace', width: 1.25 });
}

/** The strip in words, for those who do not see it. */
export function stripDescription(state: AppState, startS: number, endS: number): string {
  const { recording, beats, view } = state;
  if (recording === null) return 'No recording is open.';
  const fs = recording.samplingFrequency;
  const from = firstBeatFrom(beats, startS * fs);
  const to = firstBeatFrom(beats, endS * fs);
  const leads = recording.leads.map(({ name }) => name).join(', ');
  const labels = Array.from({ length: Math.min(to - from, 30) }, (_, i) => {
    const { model, reference, isHidden } = verdictOf(state, from + i);
    if (isHidden) return '?';
    return model && reference && model !== reference
      ? `${model} (reference ${reference})`
      : model || reference || '?';
  });
  const told = to - from > 30 ? `${to - from} beats` : `${to - from} beats: ${labels.join(' ')}`;
  return `ECG of ${recording.name}, leads ${leads}, ${clockTime(Math.max(0, startS), 1)} to ${clockTime(endS, 1)} at ${view.speedMmPerS * view.zoom} mm/s and ${view.gainMmPerMv} mm/mV; ${told}${qualityTold(state, startS, endS)}.`;
}

/** What is wrong with which lead in a stretch. */
function qualityTold({ recording, quality }: AppState, startS: number, endS: number): string {
  if (recording === null) return '';
  const { samplingFrequency: fs, leads } = recording;
  const told = leads.flatMap(({ name }, lead) =>
    intervalsOf(quality, lead)
      .filter(({ from, to }) => to > startS * fs && from < endS * fs)
      .map(
        ({ kind, from, to }) =>
          `; ${name} ${QUALITY_WORDS[kind]} from ${clockTime(from / fs, 1)} to ${clockTime(to / fs, 1)}`,
      ),
  );
  return told.join('');
}
