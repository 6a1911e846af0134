import { sequenceBatch, throwIfAborted } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import type { ShortcutRow } from '@saliogram/report';
import { meansOf } from './measure-change.ts';
import type { Members } from './measure-change.ts';
import { verdictOnExcess } from './verdict.ts';

/** Work is let go of this often, so that it can be cancelled. */
const PAUSE_MS = 50;

/**
 * Rows of the record's identity: how often the nearest neighbour of a beat, among the other beats of its class, is of the
 * same patient, in the space of the model's scores and in that of its input. The control is chance: the share of that
 * patient among those beats. Classes of one patient are left out.
 *
 * Similar beats of one patient make the input itself tell the patient; the question is how much of it the scores keep.
 *
 * @param scores [B, K]
 */
export async function identityRows(
  scores: Float32Array,
  x: SequenceBatch,
  members: Members,
  signal?: AbortSignal,
): Promise<Omit<ShortcutRow, 'model'>[]> {
  const chance = chances(members);
  const row = async (done: string, points: SequenceBatch): Promise<Omit<ShortcutRow, 'model'>> => {
    const nearest = await samePatient(points, members, signal);
    const same = nearest.map((value, b) => (Number.isNaN(chance[b]) ? NaN : value));
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
    await row(
      'nearest neighbour of the same class by the scores',
      sequenceBatch(scores, x.batch, 1, classes),
    ),
    await row('the same by the input, which no model has read', x),
  ];
}

/** 1 where the nearest other beat of the class is of the same patient, else 0; NaN without another, [B]. */
async function samePatient(
  points: SequenceBatch,
  { classOf, patients }: Members,
  signal?: AbortSignal,
): Promise<Float64Array> {
  const same = new Float64Array(points.batch).fill(NaN);
  let pauseAt = performance.now() + PAUSE_MS;
  for (let b = 0; b < points.batch; b++) {
    const nearest = nearestOf(points, b, classOf);
    if (nearest >= 0) same[b] = Number(patients[nearest] === patients[b]);
    if (performance.now() > pauseAt) {
      await new Promise((resolve) => setTimeout(resolve));
      throwIfAborted(signal, 'audit');
      pauseAt = performance.now() + PAUSE_MS;
    }
  }
  return same;
}

/** The other beat of the class at the least Euclidean distance; -1 without another. */
function nearestOf(
  { values, batch, steps, channels }: SequenceBatch,
  b: number,
  classOf: ArrayLike<number>,
): number {
  const size = steps * channels;
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
  return nearest;
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
