import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MIT_BIH_CLASSES } from '../mit-bih/classes.ts';
import { MIT_BIH_RECORDS, patientOf } from '../mit-bih/records.ts';
import { MENDED_DS1_DS2, splitByPatient } from './by-patient.ts';
import type { Split } from './split.ts';

const patients = [...new Set(MIT_BIH_RECORDS.map(patientOf))];

/** `count` sequences dealt over the patients and classes. */
function dealt(count: number) {
  return {
    groups: Uint16Array.from({ length: count }, (_, i) => (i * 7) % patients.length),
    groupNames: patients,
    labels: Uint8Array.from({ length: count }, (_, i) => (i * 11) % 5),
    classes: MIT_BIH_CLASSES,
  };
}

function patientsOf(split: Split, part: 'train' | 'validation' | 'test', groups: Uint16Array): Set<string> {
  return new Set(Array.from(split[part], (i) => patients[groups[i]]));
}

function expectDisjointCover(split: Split, data: ReturnType<typeof dealt>): void {
  const all = [...split.train, ...split.test, ...split.validation].sort((a, b) => a - b);
  expect(all).toEqual(Array.from({ length: data.groups.length }, (_, i) => i));
  const train = patientsOf(split, 'train', data.groups);
  const validation = patientsOf(split, 'validation', data.groups);
  const test = patientsOf(split, 'test', data.groups);
  expect([...train].filter((patient) => test.has(patient) || validation.has(patient))).toEqual([]);
  expect([...test].filter((patient) => validation.has(patient))).toEqual([]);
}

describe('splitByPatient', () => {
  it('assigns each of the 47 patients of MIT-BIH once, and 201 with 202', () => {
    const assigned = Object.values(MENDED_DS1_DS2).flat();
    expect(assigned.sort()).toEqual([...patients].sort());
    expect(patients).toHaveLength(47);
    expect(patientOf('202')).toBe(patientOf('201'));
  });

  it('follows the mended DS1/DS2 without a seed', () => {
    const data = dealt(470);
    const split = splitByPatient(data);
    expectDisjointCover(split, data);
    expect(patientsOf(split, 'validation', data.groups)).toEqual(new Set(['115', '207', '223']));
    expect(patientsOf(split, 'test', data.groups)).toContain('217');
  });

  it('keeps patients apart for any seed, and repeats for a seed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 47, max: 300 }), (seed, count) => {
        const data = dealt(count);
        const split = splitByPatient(data, { seed });
        expectDisjointCover(split, data);
        expect(splitByPatient(data, { seed })).toEqual(split);
      }),
      { seed: 2, numRuns: 10 },
    );
  });

  it('comes near the ratio in every class when patients are alike', () => {
    const split = splitByPatient(dealt(4700), { seed: 5 });
    expect(split.train.length / 4700).toBeCloseTo(0.5, 1);
    expect(split.validation.length / 4700).toBeCloseTo(0.1, 1);
  });

  it('asks for a seed when a patient is not of MIT-BIH', () => {
    expect(() => splitByPatient({ ...dealt(470), groupNames: patients.map((p) => `x${p}`) })).toThrow(
      'got patient x100, expected patients of MIT-BIH; give a seed',
    );
  });
});
