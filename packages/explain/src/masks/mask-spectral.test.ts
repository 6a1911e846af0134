import { describe, expect, it } from 'vitest';
import { maskPenalty } from './mask-objective.ts';
import type { MaskFound, MaskQuestions } from './mask-search.ts';
import { scoutedDescent } from './mask-scouts.ts';
import { spectralDescent } from './mask-spectral.ts';

const weights = { lambda1: 0.05, lambda2: 0.1 };
const problem = { channels: 1, weights };

// Curvatures from 0.1 to 100 around centres partly outside the box.
const curvature = [0.1, 1, 10, 100, 3, 0.3];
const centre = [0.2, 1.4, 0.5, 0.3, -0.3, 0.6];
const bowl = (m: Float32Array): { score: number; gradient: Float64Array } => ({
  score: m.reduce((sum, v, j) => sum + (curvature[j] * (v - centre[j]) ** 2) / 2, 0),
  gradient: Float64Array.from(m, (v, j) => curvature[j] * (v - centre[j])),
});
const objective = (m: Float32Array): number => bowl(m).score + maskPenalty(m, 1, weights);

function run(
  answer: typeof bowl,
  make: (found: MaskFound) => MaskQuestions,
  most = 200,
): { found: MaskFound; asked: Float32Array[]; course: number[] } {
  const found: MaskFound = { mask: new Float32Array(0), objective: Infinity, converged: false };
  const questions = make(found);
  const asked: Float32Array[] = [];
  const course: number[] = [];
  let next = questions.next();
  while (next.done !== true && asked.length < most) {
    asked.push(next.value);
    next = questions.next(answer(next.value));
    course.push(found.objective);
  }
  return { found, asked, course };
}

describe('spectral descent', () => {
  it('ends, on a badly conditioned bowl, where no move of one or of all inputs gains', () => {
    const { found, asked, course } = run(bowl, (f) =>
      spectralDescent(problem, new Float32Array(6).fill(1), f),
    );
    expect(asked.length).toBeLessThan(60);
    expect(asked.every((m) => m.every((v) => v >= 0 && v <= 1))).toBe(true);
    expect(course).toEqual(course.toSorted((a, b) => b - a));
    expect(found.objective).toBe(objective(found.mask));
    for (let j = 0; j < 6; j++) {
      for (const by of [-1e-3, 1e-3]) {
        const moved = found.mask.map((v, i) => Math.min(1, Math.max(0, i === j ? v + by : v)));
        expect(objective(moved)).toBeGreaterThan(found.objective - 1e-6);
      }
    }
  });

  it('says that it has converged when the score is flat and no step moves the mask', () => {
    const flat = (m: Float32Array): ReturnType<typeof bowl> => ({
      score: 3,
      gradient: new Float64Array(m.length),
    });
    const { found, asked } = run(flat, (f) => spectralDescent(problem, new Float32Array(6).fill(1), f));
    expect(asked.length).toBe(1);
    expect(found).toEqual({ mask: new Float32Array(6).fill(1), objective: 3, converged: true });
  });

  it('does not take steps onto values that are no numbers', () => {
    const holed = (m: Float32Array): ReturnType<typeof bowl> =>
      m[0] < 0.5 ? { score: NaN, gradient: new Float64Array(6).fill(NaN) } : bowl(m);
    const { found } = run(holed, (f) => spectralDescent(problem, new Float32Array(6).fill(1), f));
    expect(Number.isFinite(found.objective)).toBe(true);
    expect(found.mask[0]).toBeGreaterThanOrEqual(0.5);
  });
});

// Two valleys along the sum: a shallow one at 1, a deep one at 0.
const valleys = (m: Float32Array): ReturnType<typeof bowl> => ({
  score: m.reduce((sum, v) => sum + 8 * v * v * (1 - v) ** 2 + 0.5 * v, 0),
  gradient: Float64Array.from(m, (v) => 16 * v * (1 - v) * (1 - 2 * v) + 0.5),
});

describe('scouted descent', () => {
  const rule = { scouting: [4], kick: 0, window: 10, tolerance: 1e-4, maxIterations: 60 };
  const from = (...starts: number[]): Float32Array[] => starts.map((v) => new Float32Array(3).fill(v));
  const none = { channels: 1, weights: { lambda1: 0, lambda2: 0 } };

  it('follows the start that leads to the deeper valley, in whatever order the starts come', () => {
    const alone = run(valleys, (f) => scoutedDescent(none, from(0.95), rule, f));
    expect(alone.found.mask[0]).toBeGreaterThan(0.9);
    for (const starts of [from(0.95, 0.1), from(0.1, 0.95)]) {
      const { found, asked } = run(valleys, (f) => scoutedDescent(none, starts, rule, f));
      expect([...found.mask]).toEqual([0, 0, 0]);
      expect(found.converged).toBe(true);
      expect(asked.length).toBeLessThanOrEqual(61);
    }
  });

  it('tries another place after a kick, within its limit, and never ends above where it was', () => {
    const start = from(0.95);
    const still = run(valleys, (f) => scoutedDescent(none, start, rule, f));
    const kicked = run(valleys, (f) => scoutedDescent(none, start, { ...rule, kick: 7 }, f));
    expect(still.found.mask[0]).toBeGreaterThan(0.9);
    expect(kicked.found.objective).toBeLessThanOrEqual(still.found.objective);
    expect(kicked.asked.length).toBeGreaterThan(still.asked.length + 7);
    expect(kicked.asked.length).toBeLessThanOrEqual(61);
    expect(kicked.asked.slice(0, still.asked.length)).toEqual(still.asked);
    // Too many steps for the limit: no kick.
    const none60 = run(valleys, (f) => scoutedDescent(none, start, { ...rule, kick: 8 }, f));
    expect(none60.asked).toEqual(still.asked);
  });

  it('asks no more than its limit, and says that it had not converged', () => {
    const { found, asked } = run(bowl, (f) =>
      scoutedDescent(problem, [new Float32Array(6)], { ...rule, maxIterations: 5, window: 100 }, f),
    );
    expect(asked.length).toBe(6);
    expect(found.converged).toBe(false);
    expect(found.objective).toBe(Math.min(...asked.map(objective)));
  });
});
