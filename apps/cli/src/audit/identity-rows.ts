import { sequenceBatch, throwIfAborted } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import type { ShortcutRow } from '@saliogram/report';
import { meansOf } from './measure-change.ts';
import type { Members } from './measure-change.ts';
import { verdictOnExcess } from './verdict.ts';

/**
 * Rows of the record's identity: how often the nearest neighbour of a beat, among the other beats of its class, is of the
 * same patient, in the space of the model's scores and in that of its input. The control is chance: the share of that
 * patient among those beats. Classes of one patient are left out.
 *
 * Similar beats of one patient make the input itself tell the patient; the question is how much of it the scores keep.
 *
 * @param scores [B, K]
 */
export function identityRows(
  scores: Float32Array,
  x: SequenceBatch,
  members: Members,
  signal?: AbortSignal,
): Omit<ShortcutRow, 'model'>[] {
  const chance = chances(members);
  const row = (done: string, points: SequenceBatch): Omit<ShortcutRow, 'model'> => {
    const same = samePatient(points, members, signal).map((value, b) =>
      Number.isNaN(chance[b]) ? NaN : value,
    );
    const excess = meansOf(
      same.map((value, b) => value - chance[b]),
      members,
    ).all;
    return {
      suspect: 'Record identity',
      done,
      measure: 'nearest neighbours of the same patient',
      effect: meansOf(same, members),
      control: { name: 'chance', effect: meansOf(chance, members).all, excess },
      verdict: verdictOnExcess(excess),
    };
  };
  const classes = scores.length / x.batch;
  return [
    row('nearest neighbour of the same class by the scores', sequenceBatch(scores, x.batch, 1, classes)),
    row('the same by the input, which no model has read', x),
  ];
}

/** 1 where the nearest other beat of the class is of the same patient, else 0; NaN without another, [B]. */
function samePatient(
  points: SequenceBatch,
  { classOf, patients }: Members,
  signal?: AbortSignal,
): Float64Array {
  const { values, batch } = points;
  const size = points.steps * points.channels;
  return Float64Array.from({ length: batch }, (_, b) => {
    throwIfAborted(signal, 'audit');
    let best = Infinity;
    let nearest = -1;
    for (let other = 0; other < batch; other++) {
      if (other === b || classOf[other] !== classOf[b]) continue;
      let distance = 0;
      for (let i = 0; i < size && distance < best; i++) {
        distance += (values[b * size + i] - values[other * size + i]) ** 2;
      }
      if (distance < best) {
        best = distance;
        nearest = other;
      }
    }
    return nearest < 0 ? NaN : Number(patients[nearest] === patients[b]);
  });
}

/** Share of a beat's patient among the other beats of its class; NaN in a class of one patient, [B]. */
function chances({ classOf, patients }: Members): Float64Array {
  const all = Array.from(patients, (patient, b) => ({ patient, label: classOf[b] }));
  return Float64Array.from(all, ({ patient, label }) => {
    const others = all.filter((each) => each.label === label);
    const own = others.filter((each) => each.patient === patient).length;
    return own === others.length ? NaN : (own - 1) / (others.length - 1);
  });
}
