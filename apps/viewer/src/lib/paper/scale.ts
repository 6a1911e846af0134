import type { AppState, View } from '../app-state.ts';

/** How time and voltage become lengths on the paper, and lengths pixels. */
export interface PaperScale {
  readonly pxPerMm: number;
  /** With the zoom: the speed that is true on this paper. */
  readonly mmPerS: number;
  readonly mmPerMv: number;
  /** pxPerMm * mmPerS. */
  readonly pxPerS: number;
  /** pxPerMm * mmPerMv. */
  readonly pxPerMv: number;
}

/** The paper as the reader has set it. */
export function paperScale({ view, settings }: Pick<AppState, 'view' | 'settings'>): PaperScale {
  const { pxPerMm } = settings;
  const mmPerS = view.speedMmPerS * view.zoom;
  const mmPerMv = view.gainMmPerMv;
  return { pxPerMm, mmPerS, mmPerMv, pxPerS: pxPerMm * mmPerS, pxPerMv: pxPerMm * mmPerMv };
}

/** Width in CSS pixels of the strip's left margin, which holds lead names and calibration pulses; whole 5 mm boxes. */
export function gutterPx({ pxPerMm, mmPerS }: PaperScale): number {
  return 5 * Math.max(3, Math.ceil((pulseMm(mmPerS) + 4) / 5)) * pxPerMm;
}

/** Width of the 200 ms calibration pulse; at least 1 mm, where it could not be seen, at most 10 mm, to fit the margin. */
export function pulseMm(mmPerS: number): number {
  return Math.min(10, Math.max(1, 0.2 * mmPerS));
}

/** The scale in words: `25 mm/s · 10 mm/mV · 1 mm = 40 ms, 0.1 mV`. */
export function scaleWords({ speedMmPerS, gainMmPerMv, zoom }: View): string {
  const mmPerS = speedMmPerS * zoom;
  const speed =
    zoom === 1
      ? `${speedMmPerS} mm/s`
      : `${brief(mmPerS)} mm/s (${speedMmPerS} mm/s zoomed ${zoom < 1 ? `out ${brief(1 / zoom)}` : `in ${brief(zoom)}`} times)`;
  return `${speed} · ${gainMmPerMv} mm/mV · 1 mm = ${duration(1000 / mmPerS)}, ${brief(1 / gainMmPerMv)} mV`;
}

/** What the drawing did to the signal, in words that say what it did not do. */
export function filterWords(filter: View['filter'], drawn: boolean): string {
  const names: Record<View['filter'], string> = {
    none: 'no filter',
    baseline: 'display filter: baseline, high-pass 0.5 Hz',
    monitor: 'display filter: monitor, 0.5–40 Hz',
  };
  if (filter === 'none') return `${names.none}: as recorded`;
  const state = drawn ? '' : ' (not drawn: too long a stretch)';
  return `${names[filter]}${state}; the model reads the signal as recorded`;
}

/** A number with at most three significant digits. */
function brief(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function duration(ms: number): string {
  return ms >= 1000 ? `${brief(ms / 1000)} s` : `${brief(ms)} ms`;
}
