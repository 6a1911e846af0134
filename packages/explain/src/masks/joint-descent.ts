import { gatherBatch, throwIfAborted } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import type { RunOptions } from '../attribution/batches.ts';
import { checkInteger } from '../attribution/check-argument.ts';
import { Plateau } from '../attribution/convergence.ts';
import type { StoppingRule } from '../attribution/convergence.ts';
import { ADAM_DEFAULTS, adamStep } from './adam.ts';
import type { InputResult } from './input-searches.ts';
import { ownPart } from './learned-infill.ts';
import type { LearnedInfill } from './learned-infill.ts';
import type { Matching } from './score-matching.ts';

/** What masks and infill are to do. */
export interface JointSettings extends StoppingRule {
  readonly variant: 'preserve' | 'delete';
  /** What a mask does at 0 and 1: it stops there, or goes beyond, where only its penalty moves it, back. */
  readonly edges: 'stop' | 'return';
  readonly lambda1: number;
  readonly lambda2: number;
  readonly learningRate: number;
}

/** The sequences, what is matched and what stands behind the masks. */
export interface JointProblem {
  readonly stage: string;
  readonly x: SequenceBatch;
  /** [B, T, C] */
  readonly fill: Float32Array;
  readonly match: Matching;
  readonly infill: LearnedInfill;
  /** Hears of each sequence after each question; `last` when it has no further one. */
  watch(row: number, found: InputResult, last: boolean): void;
}

/** Value of the mask at the start. */
const START = 0.5;

interface Search {
  readonly row: number;
  readonly x: Float32Array;
  readonly fill: Float32Array;
  /** As Adam moves it; clipped to [0, 1] it is the mask. */
  readonly mask: Float32Array;
  readonly moments: { readonly first: Float32Array; readonly second: Float32Array };
}

/** What is lowered for one sequence, and its slopes. */
interface Ground {
  readonly objective: number;
  readonly maskSlope: Float32Array;
  readonly infillSlope: Float32Array;
}

/**
 * Moves the masks of all sequences and their infill together by Adam. Sequences stop one by one, or with an infill that
 * they share all at once, by their mean. |n - b| takes slope 0 at b.
 */
export async function jointDescent(
  problem: JointProblem,
  settings: JointSettings,
  options: RunOptions,
): Promise<InputResult[]> {
  const { stage, x, infill } = problem;
  const size = options.batchSize ?? 256;
  checkInteger(stage, 'batchSize', size, 1);
  const plateau = new Plateau(infill.shared ? 1 : x.batch, settings);
  const results: InputResult[] = [];
  let searches = Array.from({ length: x.batch }, (_, row) => beginOf(problem, row));
  for (let iteration = 0; searches.length > 0; iteration++) {
    const grounds: Ground[] = [];
    for (let from = 0; from < searches.length; from += size) {
      throwIfAborted(options.signal, stage);
      grounds.push(...(await groundsOf(problem, settings, searches.slice(from, from + size))));
    }
    const mean = grounds.reduce((sum, { objective }) => sum + objective, 0) / grounds.length;
    const together = infill.shared && plateau.reached(0, iteration, mean);
    const slopes = new Map<number, Float32Array>();
    searches = searches.filter(({ row, mask, moments }, i) => {
      const { objective, maskSlope, infillSlope } = grounds[i];
      const converged = infill.shared ? together : plateau.reached(row, iteration, objective);
      const last = converged || iteration === settings.maxIterations;
      const found = { values: mask.map(clipped), objective, converged, iterations: iteration };
      problem.watch(row, found, last);
      if (last) {
        results[row] = found;
        return false;
      }
      slopes.set(row, infillSlope);
      const adam = { ...ADAM_DEFAULTS, learningRate: settings.learningRate };
      adamStep(mask, maskSlope, moments, iteration + 1, adam);
      if (settings.edges === 'stop') mask.set(mask.map(clipped));
      return true;
    });
    infill.learn(slopes, iteration + 1, settings.learningRate);
  }
  return results;
}

function beginOf({ x, fill }: JointProblem, row: number): Search {
  const own = ownPart(x, x.values, row);
  const moments = { first: new Float32Array(own.length), second: new Float32Array(own.length) };
  const mask = new Float32Array(own.length).fill(START);
  return { row, x: own, fill: ownPart(x, fill, row), mask, moments };
}

/** Asks the model about all of the searches at once. */
async function groundsOf(
  { x, infill, match }: JointProblem,
  settings: JointSettings,
  searches: readonly Search[],
): Promise<Ground[]> {
  const rows = searches.map(({ row }) => row);
  const { lambda1, lambda2 } = settings;
  const keeps = settings.variant === 'preserve';
  const copies = gatherBatch(x, rows);
  const size = x.steps * x.channels;
  const infills = searches.map(({ row, x: own, mask }, i) => {
    const behind = infill.of(row);
    for (let j = 0; j < own.length; j++) {
      const shown = keeps ? clipped(mask[j]) : 1 - clipped(mask[j]);
      copies.values[i * size + j] = behind[j] + shown * (own[j] - behind[j]);
    }
    return behind;
  });
  const { distance, slope } = await match(copies, rows);
  return searches.map(({ x: own, fill, mask }, i) => {
    const [maskSlope, infillSlope] = [new Float32Array(own.length), new Float32Array(own.length)];
    let penalty = 0;
    for (let j = 0; j < own.length; j++) {
      const behind = infills[i][j];
      const g = slope[i * size + j];
      const shown = keeps ? clipped(mask[j]) : 1 - clipped(mask[j]);
      const off = behind - (keeps ? fill[j] : own[j]);
      penalty += lambda1 * Math.abs(mask[j]) + lambda2 * (keeps ? Math.abs(off) : off ** 2);
      const isWithin = mask[j] >= 0 && mask[j] <= 1;
      const slopeOfMatch = isWithin ? g * (own[j] - behind) * (keeps ? 1 : -1) : 0;
      maskSlope[j] = slopeOfMatch + (lambda1 / own.length) * (mask[j] < 0 ? -1 : 1);
      infillSlope[j] = g * (1 - shown) + (lambda2 / own.length) * (keeps ? Math.sign(off) : 2 * off);
    }
    return { objective: distance[i] + penalty / own.length, maskSlope, infillSlope };
  });
}

function clipped(m: number): number {
  return Math.min(1, Math.max(0, m));
}
