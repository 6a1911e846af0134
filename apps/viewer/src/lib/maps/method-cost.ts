import type { Technique } from '@saliogram/explain';
import type { PassTimes } from '../explanation.ts';

/** Passes of one sequence that a method is expected to make. */
export interface MethodPasses {
  /** There only. */
  readonly forward: number;
  /** There and back. */
  readonly gradient: number;
  /** Gate by gate in double precision. */
  readonly traced: number;
}

/** From here on a map is not computed before the reader asks for it, ms. */
export const SLOW_MS = 5000;

const NONE: MethodPasses = { forward: 0, gradient: 0, traced: 0 };
/** Defaults that say how often something is done. */
const COUNTS = ['samples', 'nodes', 'permutations', 'maxIterations', 'iterations'];

/**
 * Passes of a method with its defaults over T steps, from what its entry says of its needs and counts; null for a method
 * that trains something first, whose passes are known only when it has run.
 *
 * @param changes options that differ from the defaults
 */
export function expectedPasses(
  { name, family, needs, defaults, trains }: Technique,
  steps: number,
  changes: Readonly<Record<string, unknown>> = {},
): MethodPasses | null {
  if (trains) return null;
  if (family === 'control') return NONE;
  const option = (key: string, otherwise: number): number => {
    const value = changes[key] ?? defaults[key];
    return typeof value === 'number' ? value : otherwise;
  };
  const { areas } = defaults;
  const runs = Array.isArray(areas) ? areas.length : option('areas', 1);
  const count = COUNTS.reduce((product, key) => product * option(key, 1), runs);
  const segments = Math.ceil(steps / option('width', Math.ceil(steps / 36)));
  switch (name) {
    case 'occlusion':
      // Resumed from the state before the window: half of a pass on average.
      return { ...NONE, forward: 1 + steps / option('stride', 1) / ('blocks' in changes ? 4 : 2) };
    case 'segment-ablation':
      return { ...NONE, forward: 1 + segments / 2 };
    case 'shapley-sampling':
      return { ...NONE, forward: count * segments };
    case 'learned-mask': {
      const starts = defaults['start'];
      return { ...NONE, gradient: count * (Array.isArray(starts) ? starts.length / 2 : 1) };
    }
    case 'contextual-decomposition':
      return { ...NONE, traced: 1 + 2 * Math.ceil(steps / 10) };
    default:
      if (needs.includes('recurrentCells')) return { ...NONE, traced: 3 * count };
      if (needs.includes('scoreGradient')) return { ...NONE, forward: 2, gradient: count };
      // Single steps in place of passes; they are not done many at once.
      if (needs.includes('scoresOfStepVariants')) return { ...NONE, forward: 1, gradient: count };
      return { ...NONE, forward: count + 2 };
  }
}

/** How long these passes take, ms; NaN where the model can't make them. */
export function passesMs({ forward, gradient, traced }: MethodPasses, times: PassTimes): number {
  const tracedMs = traced === 0 ? 0 : traced * times.tracedMs;
  return forward * times.forwardMs + gradient * times.gradientMs + tracedMs;
}

/** As `under 1 s`, `about 4 s`, `about 3 min`. */
export function durationText(ms: number): string {
  if (ms < 950) return 'under 1 s';
  if (ms < 90_000) return `about ${Number((ms / 1000).toPrecision(ms < 9500 ? 1 : 2))} s`;
  return `about ${Math.round(ms / 60_000)} min`;
}
