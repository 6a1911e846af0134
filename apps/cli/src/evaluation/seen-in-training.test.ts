import { synthesizeBeats } from '@saliogram/datasets';
import type { LabelledSequences } from '@saliogram/datasets';
import { describe, expect, it } from 'vitest';
import { beatSet } from '../data-set.ts';
import { evaluationNotes } from './evaluation-notes.ts';
import { seenInTraining } from './seen-in-training.ts';

/** Beats of records 100 and 101, and of 201 and 202 of one patient, at the given R peaks. */
async function beatsAt(peaks: Record<string, number[]>) {
  const { data } = await synthesizeBeats({ seed: 1, count: 8 });
  const records = Object.keys(peaks);
  const rows = records.flatMap((record, index) => peaks[record].map((peak) => ({ record, index, peak })));
  const patient = (record: string): string => (record === '202' ? '201' : record);
  const groupNames = [...new Set(records.map(patient))];
  const beats: LabelledSequences = {
    ...data,
    groupNames,
    recordNames: records,
    groups: Uint16Array.from(rows, ({ record }) => groupNames.indexOf(patient(record))),
    recordOf: Uint16Array.from(rows, ({ index }) => index),
    peaks: Int32Array.from(rows, ({ peak }) => peak),
  };
  return beatSet('mitdb', beats, undefined, '');
}

describe('seenInTraining', () => {
  it('knows a beat by its record and R peak, and a patient by any record', async () => {
    const own = await beatsAt({ '100': [10, 20], '101': [10], '201': [5] });
    const judged = await beatsAt({ '100': [10, 15, 20], '202': [5, 9] });
    const seen = seenInTraining(judged, Uint32Array.of(0, 1, 2, 3), own, Uint32Array.of(0, 1, 3));
    // Record 100 at 10 and 20; 202 at 5 is another beat of a patient who is known from 201 at 5.
    expect(seen).toEqual({ sequences: 2, patients: 2 });
    // Record 100 at 10 is not record 101 at 10.
    expect(seenInTraining(judged, Uint32Array.of(0), own, Uint32Array.of(2))).toEqual({
      sequences: 0,
      patients: 0,
    });
  });
});

describe('evaluationNotes', () => {
  const measured = {
    n: 9,
    drawn: 'patients',
    perClass: { N: { support: 7 }, L: { support: 2 }, F: { support: 0 } },
    intervals: { groups: 6, perClass: { N: { groups: 6 }, L: { groups: 1 }, F: { groups: 0 } } },
  } as unknown as Parameters<typeof evaluationNotes>[0];

  it('says what was seen, which classes are thin and that the data is another', () => {
    expect(evaluationNotes({ ...measured, seen: { sequences: 0, patients: 0 } }, true)).toEqual([
      'The model was trained on none of these sequences.',
      'It was trained on none of these patients.',
      'Class L comes from one patient: its intervals mean little.',
    ]);
    const [sequences, patients, , data] = evaluationNotes(
      { ...measured, seen: { sequences: 3, patients: 5 } },
      false,
    );
    expect(sequences).toContain('trained on 3 of these 9 sequences');
    expect(patients).toContain('5 of these 6 patients');
    expect(data).toContain('another data hash');
  });

  it('speaks of no patients where there are none', () => {
    const digits = { ...measured, drawn: 'sequences', seen: { sequences: 0, patients: 0 } } as const;
    expect(evaluationNotes(digits, true)).toEqual(['The model was trained on none of these sequences.']);
  });
});
