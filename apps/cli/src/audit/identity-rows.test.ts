import { createRandom, sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { identityRows } from './identity-rows.ts';

const patientCount = 10;
const each = 6;
const count = patientCount * each;
const patients = Array.from({ length: count }, (_, b) => b % patientCount);
const random = createRandom(2);
const noise = (size: number): Float32Array =>
  Float32Array.from({ length: count * size }, () => random.normal());
// Every beat of a patient is the patient's own, and nearly so.
const ofPatient = (size: number): Float32Array => {
  const own = noise(size);
  return noise(size).map(
    (value, i) => own[patients[Math.floor(i / size)] * size + (i % size)] + 0.01 * value,
  );
};
const members = { classOf: patients.map(() => 0), symbols: ['N'], patients, seed: 1 };
const rowsOf = (scores: Float32Array, inputs: Float32Array) =>
  identityRows(scores, sequenceBatch(inputs, count, 20), members);

describe('record identity', () => {
  it('is in scores that differ by patient, whatever the input', async () => {
    const [byScores, byInput] = await rowsOf(ofPatient(5), noise(20));
    expect(byScores.effect.all.estimate).toBe(1);
    // By hand: 5 others of the patient among 59 others.
    expect(byScores.control?.effect.estimate).toBeCloseTo(5 / 59, 12);
    expect(byScores.verdict).toBe('more than its control');
    expect(byInput.verdict).not.toBe('more than its control');
  });

  it('is not in scores that do not, though it is in the input', async () => {
    const [byScores, byInput] = await rowsOf(noise(5), ofPatient(20));
    expect(byScores.effect.all.estimate).toBeLessThan(0.25);
    expect(byScores.verdict).not.toBe('more than its control');
    expect(byInput.effect.all.estimate).toBe(1);
  });

  it('leaves out a class of one patient, in which chance is sure', async () => {
    const one = { ...members, patients: patients.map(() => 3) };
    const [row] = await identityRows(noise(5), sequenceBatch(noise(20), count, 20), one);
    expect(row).toMatchObject({ verdict: 'not measured', effect: { all: { n: 0 } } });
  });
});
