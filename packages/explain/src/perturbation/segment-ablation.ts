import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { passesSince } from '../attribution/batches.ts';
import { checkWord } from '../attribution/check-argument.ts';
import { baselineSettings } from '../baselines/baseline.ts';
import { baselineSequences } from '../baselines/baseline-sequences.ts';
import { coalitionValues } from './coalition-values.ts';
import { segmentList } from './segment-map.ts';
import { SEGMENT_RUN_DEFAULTS } from './segment-run.ts';
import type { SegmentRunOptions } from './segment-run.ts';
import { playersOf, segmentSettings } from './segments.ts';

/** The defaults of {@link segmentAblation}. */
export const SEGMENT_ABLATION_DEFAULTS = SEGMENT_RUN_DEFAULTS;

/**
 * Segment ablation: p_c(x) - p_c(x with a segment replaced by the baseline), for each segment by itself: the P wave, the
 * QRS complex, a lead. Segments of one name are replaced together, and named segments may overlap.
 *
 * An input has the mean fall of the segments it lies in, and 0 outside all; `segments` lists the falls. What two segments
 * can stand in for, neither shows. Cost: one forward pass per segment, and one; resumed before the segment where the
 * model can. Source: Zeiler and Fergus 2014 on segments of the ECG, as in the literature's glocal explanations.
 *
 * @throws `argument-invalid` for segments that do not fit their sequence
 */
export async function segmentAblation(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  options: SegmentRunOptions = {},
): Promise<Attribution> {
  const stage = 'segment ablation';
  const { objective = SEGMENT_RUN_DEFAULTS.objective } = options;
  checkWord(stage, 'objective', objective, ['score', 'probability', 'log-probability']);
  const start = model.passes();
  const players = playersOf(stage, x, options, false);
  const baseline = baselineSequences(stage, x, options)[0];
  const classOf = await resolveTargets(model, x, targets, options);
  const game = { x, baseline, targets: classOf, objective, players };
  const rows = players.map(({ length }) => allButOne(length));
  const objectives = await coalitionValues(model, game, rows, stage, options);
  const values = new Float32Array(x.values.length);
  const falls = objectives.map((own, b) => {
    const fallsOf = own.subarray(1).map((left) => own[0] - left);
    const counts = new Map<number, number>();
    for (const { cells } of players[b]) {
      for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
    }
    players[b].forEach(({ cells }, p) => {
      for (const cell of cells) {
        values[b * x.steps * x.channels + cell] += fallsOf[p] / counts.get(cell)!;
      }
    });
    return fallsOf;
  });
  return {
    method: 'segment-ablation',
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    values,
    heat: { scaling: 'min-max', floor: 1e-6 },
    settings: { ...segmentSettings(x, options), ...baselineSettings(options), objective },
    segments: falls.map((own, b) => segmentList(players[b], { values: own })),
    cost: passesSince(model, start),
  };
}

/** The coalition of all players, then those that lack one, [M + 1, M]. */
function allButOne(players: number): Uint8Array {
  const rows = new Uint8Array((players + 1) * players).fill(1);
  for (let p = 0; p < players; p++) rows[(p + 1) * players + p] = 0;
  return rows;
}
