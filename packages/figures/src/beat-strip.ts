import { line } from 'd3-shape';
import { minus } from './axis.ts';
import { extent } from './layout.ts';
import { classColour, inkOn, MUTED, TRACE } from './palette.ts';
import { coordinate, element, join, svgDocument } from './svg.ts';
import type { Markup } from './svg.ts';
import { label } from './text.ts';

/** A beat on a strip. */
export interface StripBeat {
  /** Sample of the R peak, counted from the first sample of the strip. */
  readonly sample: number;
  /** Its symbol: N, L, R, V, /. */
  readonly symbol: string;
  /** Its class, for the colour of the mark; null for a beat of no class. */
  readonly classIndex: number | null;
  /** Framed, because it is the one under discussion; default false. */
  readonly marked?: boolean;
}

/** What {@link beatStrip} draws. */
export interface BeatStrip {
  /** One lead in millivolts; gaps where not finite. */
  readonly samplesMv: ArrayLike<number>;
  readonly samplingFrequency: number;
  readonly lead: string;
  readonly beats: readonly StripBeat[];
  /** Time of the first sample in the recording, in seconds; default 0. */
  readonly startS?: number;
  /** Samples that a framed beat takes before and after its R peak; default 0.2 s and 0.4 s. */
  readonly window?: { readonly before: number; readonly after: number };
  /** Paper speed; default 25 mm/s. */
  readonly mmPerSecond?: number;
  /** Gain; default 10 mm/mV. */
  readonly mmPerMv?: number;
  /** Width of a row of paper; default 170 mm, which an A4 page holds. */
  readonly paperMm?: number;
  /** What was done to the signal for display; default 'no display filter'. */
  readonly filters?: string;
}

// Drawn in quarters of a millimetre, so that text sizes stay in familiar numbers.
const MM = 4;
const PULSE_MM = 8;
const MARKS_MM = 7;

/**
 * ECG paper at true scale (Kligfield 2007): 1 mm and 5 mm grid, calibration pulse, lead, speed and gain named, and each
 * beat's symbol over its R peak.
 *
 * @returns an SVG document sized in millimetres
 */
export function beatStrip(strip: BeatStrip): string {
  const { samplesMv, samplingFrequency: fs, mmPerSecond = 25, mmPerMv = 10, paperMm = 170 } = strip;
  const perRow = Math.floor(((paperMm - PULSE_MM) / mmPerSecond) * fs);
  const rows = Math.max(1, Math.ceil(samplesMv.length / perRow));
  const [low, high] = extent([samplesMv]);
  const up = Math.ceil((Math.max(high, 1) * mmPerMv + 2) / 5) * 5;
  const down = Math.ceil((Math.max(-low, 0.2) * mmPerMv + 1) / 5) * 5;
  const rowMm = up + down;
  const pitchMm = MARKS_MM + rowMm + 3;
  const heightMm = rows * pitchMm + 6;
  const start = strip.startS ?? 0;
  return svgDocument(
    {
      width: (paperMm + 2) * MM,
      height: heightMm * MM,
      millimetresPerUnit: 1 / MM,
      title: `ECG strip, lead ${strip.lead}`,
      description: `${(samplesMv.length / fs).toFixed(1)} s of lead ${strip.lead} from ${start.toFixed(1)} s at ${mmPerSecond} mm/s and ${mmPerMv} mm/mV; beats ${strip.beats.map((beat) => beat.symbol).join(' ')}.`,
    },
    ...Array.from({ length: rows }, (_, row) => {
      const top = (row * pitchMm + MARKS_MM) * MM;
      const geometry: RowGeometry = {
        left: MM,
        zero: top + up * MM,
        top,
        width: paperMm * MM,
        height: rowMm * MM,
        perSample: (mmPerSecond * MM) / fs,
        perMv: mmPerMv * MM,
        from: row * perRow,
        to: Math.min(samplesMv.length, (row + 1) * perRow),
      };
      return stripRow(strip, geometry, start);
    }),
    label(
      MM,
      heightMm * MM - 8,
      `lead ${strip.lead} · ${minus(mmPerSecond)} mm/s · ${minus(mmPerMv)} mm/mV · ${strip.filters ?? 'no display filter'}`,
      { size: 10, fill: MUTED },
    ),
  );
}

interface RowGeometry {
  readonly left: number;
  readonly zero: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly perSample: number;
  readonly perMv: number;
  readonly from: number;
  readonly to: number;
}

function stripRow(strip: BeatStrip, g: RowGeometry, startS: number): Markup {
  const signalLeft = g.left + PULSE_MM * MM;
  const x = (sample: number): number => signalLeft + (sample - g.from) * g.perSample;
  const values = Array.from({ length: g.to - g.from }, (_, i) => strip.samplesMv[g.from + i]);
  const d = line<number>()
    .defined((mv) => Number.isFinite(mv))
    .x((_, i) => x(g.from + i))
    .y((mv) => g.zero - mv * g.perMv)
    .digits(2)(values);
  const beats = strip.beats.filter((beat) => beat.sample >= g.from && beat.sample < g.to);
  const window = strip.window ?? {
    before: 0.2 * strip.samplingFrequency,
    after: 0.4 * strip.samplingFrequency,
  };
  return join([
    grid(g),
    ...beats
      .filter((beat) => beat.marked)
      .map((beat) => {
        const left = Math.max(signalLeft, x(beat.sample - window.before));
        const right = Math.min(g.left + g.width, x(beat.sample + window.after));
        return element('rect', {
          x: left,
          y: g.top,
          width: right - left,
          height: g.height,
          fill: '#56b4e9',
          'fill-opacity': 0.22,
          stroke: '#0072b2',
        });
      }),
    calibrationPulse(g),
    element('path', {
      d: d ?? '',
      fill: 'none',
      stroke: TRACE,
      'stroke-width': 1.3,
      'stroke-linejoin': 'round',
    }),
    label(g.left, g.top - 8, `${(startS + g.from / strip.samplingFrequency).toFixed(1)} s`, {
      size: 10,
      fill: MUTED,
    }),
    ...beats.map((beat) => beatMark(beat, x(beat.sample), g.top)),
  ]);
}

function beatMark(beat: StripBeat, x: number, top: number): Markup {
  const colour = beat.classIndex === null ? '#ffffff' : classColour(beat.classIndex);
  return join([
    element('rect', {
      x: x - 8,
      y: top - 22,
      width: 16,
      height: 15,
      rx: 3,
      fill: colour,
      stroke: beat.marked ? TRACE : 'none',
      'stroke-width': 1.5,
    }),
    label(x, top - 10.5, beat.symbol, {
      size: 11,
      anchor: 'middle',
      weight: 'bold',
      fill: beat.classIndex === null ? TRACE : inkOn(colour),
    }),
    element('path', { d: `M${coordinate(x)} ${coordinate(top - 6)}v5`, stroke: TRACE }),
  ]);
}

// 1 mV high and, at 25 mm/s, 0.2 s wide.
function calibrationPulse(g: RowGeometry): Markup {
  const d = `M${coordinate(g.left)} ${coordinate(g.zero)}h${MM}v${coordinate(-g.perMv)}h${5 * MM}v${coordinate(g.perMv)}h${MM}`;
  return element('path', { d, fill: 'none', stroke: TRACE, 'stroke-width': 1.3 });
}

function grid(g: RowGeometry): Markup {
  const lines = (stepMm: number): string => {
    let d = '';
    for (let x = 0; x <= g.width + 0.01; x += stepMm * MM)
      d += `M${coordinate(g.left + x)} ${coordinate(g.top)}v${coordinate(g.height)}`;
    for (let y = 0; y <= g.height + 0.01; y += stepMm * MM)
      d += `M${coordinate(g.left)} ${coordinate(g.top + y)}h${coordinate(g.width)}`;
    return d;
  };
  return join([
    element('path', { d: lines(1), stroke: '#f6d5d1', 'stroke-width': 0.4 }),
    element('path', { d: lines(5), stroke: '#e8a49b', 'stroke-width': 0.7 }),
  ]);
}
