import { SaliogramError, gatherBatch } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { matchBeats } from '@saliogram/signal';
import { spread } from '../limit.ts';
import type { AuditedModel } from './audited-model.ts';

/** The beats of an audit, B of them, and what each model reads of them. */
export interface ChosenBeats {
  /** Classes by symbol. */
  readonly symbols: readonly string[];
  /** Reference class of each beat, index into `symbols`, [B]. */
  readonly classOf: Uint8Array;
  /** Patient of each beat, [B]. */
  readonly patients: Uint16Array;
  /** Record of each beat, [B]. */
  readonly records: readonly string[];
  /** Per model. */
  readonly readings: readonly Reading[];
  /** Beats that there were to choose from. */
  readonly available: number;
  /** Whether they are in the test part of every model's own split, or in that of the first alone. */
  readonly testOf: 'every model' | 'the first model';
}

/** What one model reads of the beats. */
export interface Reading {
  /** [B, T, C] */
  readonly x: SequenceBatch;
  /** The reference class among the model's own, [B]. */
  readonly targets: Int32Array;
  /** R peaks as the model's preprocessing places them, samples of the record, [B]. */
  readonly peaks: Int32Array;
}

/** R peaks this far apart are of one beat, s. */
const SAME_BEAT_S = 0.02;

/**
 * Chooses beats that all models are tested on: of the test part of each one's own split, found by record and R peak, of
 * a class that all have under the same symbol; about equally many of each class, evenly spread over it. Where the test
 * parts share no beat, those of the first model's are taken.
 *
 * @param rateOf sampling frequency of a record, Hz
 * @throws `data-missing` when there are no such beats at all
 */
export function chooseBeats(
  models: readonly AuditedModel[],
  rateOf: (record: string) => number,
  limit: number,
): ChosenBeats {
  const everywhere = models.map((each) =>
    Uint32Array.from({ length: each.beats.labels.length }, (_, i) => i),
  );
  const tested = sharedBeats(
    models,
    models.map(({ split }) => split.test),
    rateOf,
  );
  const shared =
    tested.length > 0 ? tested : sharedBeats(models, [models[0].split.test, ...everywhere.slice(1)], rateOf);
  if (shared.length === 0) {
    throw new SaliogramError(
      'data-missing',
      `audit: got no beat that ${models.map(({ file }) => file).join(' and ')} read alike; use models of the same classes that were tested on this data`,
    );
  }
  const [first] = models;
  const classes = [...new Set(shared.map(([i]) => first.beats.labels[i]))].sort((a, b) => a - b);
  const perClass = classes.map((label) => shared.filter(([i]) => first.beats.labels[i] === label));
  const wanted = quotas(
    perClass.map((own) => own.length),
    limit,
  );
  const chosen = perClass.flatMap((own, k) => {
    const places = Uint32Array.from(own, (_, at) => at);
    return Array.from(spread(places, wanted[k]), (at) => own[at]);
  });
  const at = chosen.map(([i]) => i);
  return {
    symbols: classes.map((label) => first.beats.classes[label].symbol),
    classOf: Uint8Array.from(at, (i) => classes.indexOf(first.beats.labels[i])),
    patients: Uint16Array.from(at, (i) => first.beats.groups[i]),
    records: at.map((i) => first.beats.recordNames[first.beats.recordOf[i]]),
    readings: models.map(({ beats }, m) => {
      const own = chosen.map((indices) => indices[m]);
      return {
        x: gatherBatch(beats.sequences, own),
        targets: Int32Array.from(own, (i) => beats.labels[i]),
        peaks: Int32Array.from(own, (i) => beats.peaks[i]),
      };
    }),
    available: shared.length,
    testOf: tested.length > 0 ? 'every model' : 'the first model',
  };
}

/** Beats that all models have among `parts`, as one index per model. */
function sharedBeats(
  models: readonly AuditedModel[],
  parts: readonly Uint32Array[],
  rateOf: (record: string) => number,
): number[][] {
  const [first, ...others] = models.map((each, m) => byRecord(each, parts[m]));
  const symbolOf = (m: number, i: number): string => {
    const { labels, classes } = models[m].beats;
    return classes[labels[i]].symbol;
  };
  return [...first].flatMap(([record, indices]) => {
    const tolerance = Math.round(SAME_BEAT_S * rateOf(record));
    const peaksOf = (m: number, list: readonly number[]): Int32Array =>
      Int32Array.from(list, (i) => models[m].beats.peaks[i]);
    const matches = others.map((other, m) => {
      const own = other.get(record) ?? [];
      const found = matchBeats(peaksOf(0, indices), peaksOf(m + 1, own), tolerance);
      return Array.from(found, (at) => (at < 0 ? -1 : own[at]));
    });
    return indices
      .map((i, at) => [i, ...matches.map((match) => match[at])])
      .filter((beat) => beat.every((i, m) => i >= 0 && symbolOf(m, i) === symbolOf(0, beat[0])));
  });
}

/** Indices by record, ascending. */
function byRecord({ beats }: AuditedModel, indices: Uint32Array): Map<string, number[]> {
  const result = new Map<string, number[]>();
  for (const i of indices.toSorted()) {
    const record = beats.recordNames[beats.recordOf[i]];
    result.set(record, [...(result.get(record) ?? []), i]);
  }
  return result;
}

/** How many of each class make `limit` in all, as equal as their counts allow. */
function quotas(counts: readonly number[], limit: number): number[] {
  const result = counts.map(() => 0);
  const scarceFirst = counts.map((_, k) => k).sort((a, b) => counts[a] - counts[b]);
  let left = limit;
  scarceFirst.forEach((k, done) => {
    result[k] = Math.min(counts[k], Math.ceil(left / (counts.length - done)));
    left -= result[k];
  });
  return result;
}
