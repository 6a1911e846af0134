import type { InputFound, InputQuestions, SoughtSequence } from './input-searches.ts';
import type { MaskLoss } from './mask-loss.ts';
import type { MaskPerturbation } from './mask-perturbation.ts';
import type { MaxConvolution } from './max-convolution.ts';

/** What a mask of an area is to do: keep the class, lose it where what it covers is taken away, or both. */
export type MaskVariant = 'preserve' | 'delete' | 'dual';
export const MASK_VARIANTS = ['preserve', 'delete', 'dual'] as const satisfies readonly MaskVariant[];

/** How masks of given areas are moved. */
export interface AreaDescentSettings {
  /** Share of the inputs that each mask covers. */
  readonly areas: readonly number[];
  readonly variant: MaskVariant;
  /** Value of every mask at the start. */
  readonly start: number;
  readonly learningRate: number;
  readonly momentum: number;
  /** Share of a new gradient that does not count. */
  readonly dampening: number;
  /** Weight of the area at the first iteration. */
  readonly areaWeight: number;
  /** How much greater it is at the last. */
  readonly areaGrowth: number;
  /** Weight of the mean variation along time. */
  readonly timeWeight: number;
  readonly maxIterations: number;
}

/** What the masks are of. */
export interface AreaProblem {
  readonly sequence: SoughtSequence;
  readonly loss: MaskLoss;
  readonly perturbation: MaskPerturbation;
  readonly shape: MaxConvolution;
  /** Values from the masks of all areas and the loss of each, which falls as the mask does better. */
  combine(masks: readonly Float32Array[], losses: readonly number[]): Float32Array;
}

/** A mask counts as of its area when its mean is no further from it, but for the grain of the input. */
export const AREA_TOLERANCE = 0.02;

/**
 * Moves a mask for each area by gradient steps with momentum down loss + areaWeight mean (sort(m) - r_a)^2 +
 * timeWeight mean |m_{t+1} - m_t|, r_a being 0 but for the share a of its cells; the weight of the area grows, and the
 * mask is clipped to [0, 1] after each step. `found` has converged when every mask has its area, and its objective is
 * the mean loss over the areas.
 *
 * Source: Fong, Patrick and Vedaldi 2019; Crabbé and van der Schaar 2021.
 */
export function* areaDescent(
  problem: AreaProblem,
  settings: AreaDescentSettings,
  found: InputFound,
): InputQuestions {
  const { sequence, loss, perturbation, shape } = problem;
  const { areas, variant, maxIterations } = settings;
  const size = sequence.x.length;
  const cores = areas.map(() => new Float32Array(size).fill(settings.start));
  const speeds = areas.map(() => new Float64Array(size));
  const sides = variant === 'dual' ? [false, true] : [variant === 'delete'];
  const seen = (mask: Float32Array, hides: boolean): Float32Array => (hides ? mask.map((m) => 1 - m) : mask);
  let reference = new Float32Array(0);
  for (let iteration = 0; ; iteration++) {
    const masks = cores.map((core) => shape.mask(core));
    const inputs = masks.flatMap((mask) => sides.map((hides) => perturbation.apply(seen(mask, hides))));
    // What is to be matched is asked along with the first masks.
    const answers = iteration > 0 ? yield inputs : yield [...inputs, sequence.x];
    if (iteration === 0) reference = answers[inputs.length].scores.slice();
    const areaWeight = settings.areaWeight * settings.areaGrowth ** (iteration / maxIterations);
    const losses = masks.map((mask, a) => {
      const slope = new Float64Array(size);
      let total = 0;
      sides.forEach((hides, side) => {
        const { scores, gradient } = answers[a * sides.length + side];
        const own = loss.of(scores, reference, sequence.target);
        total += hides ? -own.value : own.value;
        // Of a mask that hides, loss and mask both change sign.
        const toMask = perturbation.slope(seen(mask, hides), gradient);
        for (let j = 0; j < size; j++) slope[j] += own.slope * toMask[j];
      });
      addPenaltySlope(slope, mask, areas[a], sequence.channels, areaWeight, settings.timeWeight);
      if (iteration < maxIterations) step(cores[a], speeds[a], shape.slope(cores[a], slope), settings);
      return total;
    });
    found.values = problem.combine(masks, losses);
    found.objective = losses.reduce((sum, value) => sum + value, 0) / losses.length;
    found.converged = masks.every((mask, a) => hasArea(mask, areas[a]));
    if (iteration === maxIterations) return;
  }
}

function step(
  core: Float32Array,
  speed: Float64Array,
  slope: Float64Array,
  { learningRate, momentum, dampening }: AreaDescentSettings,
): void {
  for (let j = 0; j < core.length; j++) {
    speed[j] = momentum * speed[j] + (1 - dampening) * slope[j];
    core[j] = Math.min(1, Math.max(0, core[j] - learningRate * speed[j]));
  }
}

function hasArea(mask: Float32Array, area: number): boolean {
  const covered = mask.reduce((sum, m) => sum + m, 0) / mask.length;
  return Math.abs(covered - area) <= AREA_TOLERANCE + 1 / mask.length;
}

/** How many of `size` cells an area is, at least one. */
function cellsOfArea(area: number, size: number): number {
  return Math.max(1, Math.round(area * size));
}

/**
 * Adds the slope of the penalties to the mask to that of the loss; |m_{t+1} - m_t| takes slope 0 at equality. Of cells
 * with equal values those count as covered that serve the loss most: by their place alone, the first step would decide
 * what is covered.
 */
function addPenaltySlope(
  slope: Float64Array,
  mask: Float32Array,
  area: number,
  channels: number,
  areaWeight: number,
  timeWeight: number,
): void {
  const size = mask.length;
  const order = Uint32Array.from(mask, (_, j) => j).sort((a, b) => mask[a] - mask[b] || slope[b] - slope[a]);
  const outside = size - cellsOfArea(area, size);
  order.forEach((j, place) => {
    slope[j] += (2 * areaWeight * (mask[j] - (place < outside ? 0 : 1))) / size;
  });
  const pairs = Math.max(1, size - channels);
  for (let j = channels; j < size; j++) {
    const pull = (timeWeight / pairs) * Math.sign(mask[j] - mask[j - channels]);
    slope[j] += pull;
    slope[j - channels] -= pull;
  }
}
