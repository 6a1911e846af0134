import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MIT_BIH_CLASSES } from '../mit-bih/classes.ts';
import { MIT_BIH_RECORDS, patientOf } from '../mit-bih/records.ts';
import { DS1, DS2, PACED_RECORDS } from './de-chazal.ts';
import { SPLIT_NAMES, isSplitName, keepsPatientsApart, splitByName } from './split-by-name.ts';
import type { Divisible } from './divisible.ts';
import type { Part, Split } from './split.ts';

const patients = [...new Set(MIT_BIH_RECORDS.map(patientOf))];

/** Beats of the classes that records of MIT-BIH have: the few patients of L, R and / as they are, N and V nearly so. */
const rare: Readonly<Record<string, string>> = {
  L: '109 111 207 214',
  R: '118 124 207 212 231 232',
  '/': '102 104 107 217',
};

function beatsOf(records: readonly string[]): Divisible {
  const beats = records.flatMap((record, index) => {
    const own = MIT_BIH_CLASSES.flatMap(({ symbol }, k) =>
      symbol in rare && !rare[symbol].includes(record) ? [] : Array.from({ length: 20 + k }, () => k),
    );
    return own.map((label) => ({ index, label, group: patients.indexOf(patientOf(record)) }));
  });
  return {
    groups: Uint16Array.from(beats, ({ group }) => group),
    groupNames: patients,
    labels: Uint8Array.from(beats, ({ label }) => label),
    classes: MIT_BIH_CLASSES,
    recordOf: Uint16Array.from(beats, ({ index }) => index),
    recordNames: records,
  };
}

const data = beatsOf(MIT_BIH_RECORDS);
const recordsIn = (split: Split, part: Part): string[] => [
  ...new Set(Array.from(split[part], (i) => data.recordNames[data.recordOf[i]])),
];
const patientsIn = (split: Split, part: Part): Set<string> =>
  new Set(Array.from(split[part], (i) => patients[data.groups[i]]));

function expectPatientsApart(split: Split): void {
  const [train, validation, test] = (['train', 'validation', 'test'] as const).map((part) =>
    patientsIn(split, part),
  );
  expect([...train].filter((patient) => validation.has(patient) || test.has(patient))).toEqual([]);
  expect([...validation].filter((patient) => test.has(patient))).toEqual([]);
}

const all = Array.from({ length: data.labels.length }, (_, i) => i);
const covered = ({ train, validation, test }: Split): number[] =>
  [...train, ...validation, ...test].sort((a, b) => a - b);

describe('ds1-ds2', () => {
  it('divides all records but the paced ones, 22 and 22', () => {
    expect([DS1.length, DS2.length]).toEqual([22, 22]);
    expect([...DS1, ...DS2, ...PACED_RECORDS].sort()).toEqual([...MIT_BIH_RECORDS].sort());
  });

  it('as published has 201 to learn from and 202, the same man, in the test', () => {
    const split = splitByName(data, 'ds1-ds2-as-published', 9);
    expect([split.name, split.seed]).toEqual(['ds1-ds2-as-published', 0]);
    expect(recordsIn(split, 'test')).toEqual(DS2);
    expect([...recordsIn(split, 'train'), ...recordsIn(split, 'validation')].sort()).toEqual(DS1);
    expect(patientsIn(split, 'train')).toContain('201');
    expect(patientsIn(split, 'test')).toContain('201');
  });

  it('mended keeps patients apart and the test as it was', () => {
    const split = splitByName(data, 'ds1-ds2', 9);
    expectPatientsApart(split);
    expect(recordsIn(split, 'test')).toEqual(DS2);
    expect(covered(split)).toEqual(
      all.filter((i) => !['102', '104', '107', '201', '217'].includes(data.recordNames[data.recordOf[i]])),
    );
  });

  it('refuses records of elsewhere', () => {
    expect(() =>
      splitByName({ ...data, recordNames: data.recordNames.map(() => 'e0103') }, 'ds1-ds2', 1),
    ).toThrow('got record e0103, expected records of MIT-BIH');
  });
});

describe('patient folds', () => {
  it('test every beat once, keep patients apart and repeat for a seed, whatever the seed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 3, max: 8 }), (seed, folds) => {
        const splits = Array.from({ length: folds }, (_, f) =>
          splitByName(data, `patient-fold-${f + 1}-of-${folds}`, seed),
        );
        for (const split of splits) {
          expectPatientsApart(split);
          expect(covered(split)).toEqual(all);
        }
        expect(splits.flatMap(({ test }) => [...test]).sort((a, b) => a - b)).toEqual(all);
        expect(splits[0].validation).toEqual(splits[1].test);
        expect(splitByName(data, `patient-fold-1-of-${folds}`, seed)).toEqual(splits[0]);
      }),
      { seed: 6, numRuns: 6 },
    );
  });

  it('of four hold every class of five, for any seed', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      for (const fold of [1, 2, 3, 4]) {
        const { test } = splitByName(data, `patient-fold-${fold}-of-4`, seed);
        expect(new Set(Array.from(test, (i) => data.labels[i]))).toEqual(new Set([0, 1, 2, 3, 4]));
        expect(test.length / all.length).toBeCloseTo(0.25, 1);
      }
    }
  });

  it('refuses folds that cannot be', () => {
    expect(() => splitByName(data, 'patient-fold-1-of-2', 1)).toThrow(
      'got 2 folds of 47 patients, expected 3 to 47',
    );
    expect(() => splitByName(data, 'patient-fold-1-of-48', 1)).toThrow('got 48 folds');
    expect(() => splitByName(data, 'patient-fold-0-of-4', 1)).toThrow(
      'got fold 0, expected a number from 1 to 4',
    );
    expect(() => splitByName(data, 'patient-fold-5-of-4', 1)).toThrow('got fold 5');
  });
});

describe('one patient left out', () => {
  it('tests on that patient alone, both records of 201', () => {
    const split = splitByName(data, 'patient-left-out-202', 3);
    expect(split.name).toBe('patient-left-out-201');
    expect(recordsIn(split, 'test')).toEqual(['201', '202']);
    expectPatientsApart(split);
    expect(covered(split)).toEqual(all);
    expect(split.validation.length / (all.length - split.test.length)).toBeCloseTo(0.15, 1);
  });

  it('says which patients there are', () => {
    expect(() => splitByName(data, 'patient-left-out-999', 1)).toThrow('got patient 999, expected one of');
  });
});

describe('splits without the paced records', () => {
  it.each(['random', 'patient', 'patient-fold-3-of-5', 'patient-left-out-202'])(
    'leave them out of %s',
    (name) => {
      const split = splitByName(data, `${name}-unpaced`, 2);
      expect(covered(split)).toEqual(
        all.filter((i) => !PACED_RECORDS.includes(data.recordNames[data.recordOf[i]])),
      );
      expect(splitByName(data, split.name, 2)).toEqual(split);
      if (name !== 'random') expectPatientsApart(split);
    },
  );

  it('or all records but those of DS1 without 201, so that DS2 stays unseen', () => {
    const split = splitByName(data, 'patient-fold-2-of-4-in-ds1', 1);
    const kept = DS1.filter((record) => record !== '201');
    expect(covered(split)).toEqual(all.filter((i) => kept.includes(data.recordNames[data.recordOf[i]])));
    expectPatientsApart(split);
    expect(split.name).toBe('patient-fold-2-of-4-in-ds1');
    expect(isSplitName('ds1-ds2-in-ds1')).toBe(false);
  });

  it('divide the other 43 patients as if there were no others', () => {
    const others = beatsOf(MIT_BIH_RECORDS.filter((record) => !PACED_RECORDS.includes(record)));
    const kept = all.filter((i) => !PACED_RECORDS.includes(data.recordNames[data.recordOf[i]]));
    const { test } = splitByName(data, 'patient-fold-1-of-5-unpaced', 7);
    const names = patients.filter((_, g) => others.groups.includes(g));
    expect(names).toHaveLength(43);
    const alone = splitByName(
      {
        ...others,
        groups: others.groups.map((g) => names.indexOf(patients[g])),
        groupNames: names,
      },
      'patient-fold-1-of-5',
      7,
    );
    expect([...test]).toEqual(Array.from(alone.test, (i) => kept[i]));
  });

  it('do not exist of DS1 and DS2', () => {
    expect(isSplitName('ds1-ds2-unpaced')).toBe(false);
    expect(isSplitName('patient-unpaced')).toBe(true);
    expect(isSplitName('patient-left-out-100-unpaced')).toBe(true);
    expect(isSplitName('patient-nothing-unpaced')).toBe(false);
  });
});

describe('names', () => {
  it('are known or refused with all that are', () => {
    expect(SPLIT_NAMES.filter(isSplitName)).toEqual(SPLIT_NAMES.filter((name) => !name.includes('fold-K')));
    expect(
      ['random', 'patient', 'ds1-ds2', 'patient-fold-2-of-5', 'patient-left-out-100'].every(isSplitName),
    ).toBe(true);
    expect(isSplitName('toString')).toBe(false);
    expect(() => splitByName(data, 'ds3', 1)).toThrow(
      'got "ds3", expected one of random, patient, patient-seeded, ds1-ds2',
    );
  });

  it('tell whether patients are kept apart, as the splits do', () => {
    const named = [
      'random',
      'patient',
      'patient-seeded',
      'ds1-ds2',
      'ds1-ds2-as-published',
      'patient-unpaced',
    ];
    for (const name of [...named, 'patient-fold-2-of-5', 'patient-left-out-100', 'random-unpaced']) {
      const split = splitByName(data, name, 5);
      const learnt = patientsIn(split, 'train');
      expect([name, ![...patientsIn(split, 'test')].some((patient) => learnt.has(patient))]).toEqual([
        name,
        keepsPatientsApart(name),
      ]);
    }
  });

  it('come back from the split they name', () => {
    for (const name of [
      'random',
      'patient',
      'patient-seeded',
      'ds1-ds2',
      'patient-fold-2-of-5',
      'patient-left-out-100',
    ]) {
      expect(splitByName(data, name, 5).name).toBe(name);
    }
  });
});
