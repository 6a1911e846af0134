import { gatherBatch } from '@saliogram/core';
import { centreOfHeat, timesOf } from '@saliogram/explain';
import type { TimeGrid } from '@saliogram/explain';
import type { AttributionDrift, CentreRow, MeanHeat, SegmentRow } from '@saliogram/report';
import { BEAT_STRETCHES } from '@saliogram/signal';
import { agreementRows } from './agreement-rows.ts';
import type { ExplainedBy } from './agreement-rows.ts';
import type { AuditedModel } from './audited-model.ts';
import type { ChosenBeats } from './choose-beats.ts';
import type { Decided } from './decide.ts';
import { meansOf } from './measure-change.ts';
import type { Members } from './measure-change.ts';

/** A model with all that was made of the beats by it. */
export interface Examined extends ExplainedBy {
  readonly audited: AuditedModel;
  readonly decided: Decided;
}

/**
 * How the explanations of two models differ on the same beats.
 *
 * @param stretches of each beat and point, [B, G]
 */
export function driftOf(
  models: readonly [Examined, Examined],
  beats: ChosenBeats,
  grid: TimeGrid,
  stretches: Int8Array,
  members: Members,
): AttributionDrift {
  const all = beats.classOf.map(() => 1);
  const right = all.map((_, b) =>
    models.every(({ decided }, m) => decided.classes[b] === beats.readings[m].targets[b]) ? 1 : 0,
  );
  const agreement = (of: string, counted: Uint8Array) => ({
    of,
    n: counted.reduce((sum, one) => sum + one, 0),
    rows: agreementRows(models, grid.points, members, counted),
  });
  const methods = models[0].explained.map(({ method: { name, title } }) => ({ name, title }));
  return {
    grid,
    methods,
    agreement: [agreement('all beats', all), agreement('beats that both models get right', right)],
    centre: methods.map(({ title }, m) => centreRow(title, m, models, grid, members)),
    segments: methods.flatMap(({ title }, m) => segmentRows(title, m, models, grid, stretches, members)),
    meanHeat: beats.symbols.flatMap((_, k) => models.map((model, m) => meanHeatOf(model, beats, m, k, grid))),
  };
}

function centreRow(
  method: string,
  m: number,
  models: readonly Examined[],
  grid: TimeGrid,
  members: Members,
): CentreRow {
  const times = timesOf(grid);
  const [first, second] = models.map(({ explained }) =>
    Float64Array.from(members.classOf, (_, b) =>
      centreOfHeat(explained[m].heat.subarray(b * grid.points, (b + 1) * grid.points), times),
    ),
  );
  return {
    method,
    first: meansOf(first, members),
    second: meansOf(second, members),
    shift: meansOf(
      second.map((value, b) => value - first[b]),
      members,
    ),
  };
}

function segmentRows(
  method: string,
  m: number,
  models: readonly Examined[],
  { points }: TimeGrid,
  stretches: Int8Array,
  members: Members,
): SegmentRow[] {
  return BEAT_STRETCHES.map((segment, s): SegmentRow => {
    const shareOf = (weight: (b: number, i: number) => number): Float64Array =>
      Float64Array.from(members.classOf, (_, b) => {
        if (stretches[b * points] < 0) return NaN;
        let all = 0;
        let inside = 0;
        for (let i = 0; i < points; i++) {
          all += weight(b, i);
          if (stretches[b * points + i] === s) inside += weight(b, i);
        }
        return all > 0 ? inside / all : NaN;
      });
    const [first, second] = models.map(({ explained }) =>
      shareOf((b, i) => explained[m].heat[b * points + i]),
    );
    return {
      method,
      segment,
      time: meansOf(
        shareOf(() => 1),
        members,
      ),
      first: meansOf(first, members),
      second: meansOf(second, members),
      difference: meansOf(
        second.map((value, b) => value - first[b]),
        members,
      ),
    };
  });
}

function meanHeatOf(
  { audited, decided, explained }: Examined,
  beats: ChosenBeats,
  m: number,
  k: number,
  grid: TimeGrid,
): MeanHeat {
  const own = [...beats.classOf.keys()].filter((b) => beats.classOf[b] === k);
  const { x, targets } = beats.readings[m];
  const { steps, channels, values } = gatherBatch(x, own);
  const { samplingFrequency, originStep } = audited.steps;
  const meanAt = (step: number): number =>
    own.reduce((sum, _, i) => sum + values[(i * steps + step) * channels], 0) / own.length;
  const classes = audited.model.classes;
  const { symbol, name } = classes[targets[own[0]]];
  return {
    symbol,
    name,
    model: audited.file,
    n: own.length,
    probability:
      own.reduce((sum, b) => sum + decided.probabilities[b * classes.length + targets[b]], 0) / own.length,
    beat: Array.from(timesOf(grid), (ms) =>
      meanAt(Math.min(steps - 1, Math.max(0, Math.round((ms * samplingFrequency) / 1000 + originStep)))),
    ),
    heats: explained.map(({ heat }) => {
      const mean = Array.from({ length: grid.points }, (_, i) =>
        own.reduce((sum, b) => sum + heat[b * grid.points + i], 0),
      );
      const most = Math.max(...mean);
      return most > 0 ? mean.map((value) => value / most) : null;
    }),
  };
}
