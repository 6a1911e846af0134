import { classesOf } from './classes.ts';
import type { ClassPreset } from './classes.ts';
import type { RecordBeats } from './cut-beats.ts';

/** Beats per class, by annotation symbol. */
export type ClassCounts = Readonly<Record<string, number>>;

/** One record's row of the beat table. */
export interface BeatTableRow {
  readonly record: string;
  readonly lead: string;
  readonly total: number;
  readonly perClass: ClassCounts;
  /** Beats found and not kept, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
  /** Reference beats of the classes that the detector did not find. */
  readonly missed: number;
}

/** How many beats came of the recordings, which were dropped and why, and how that compares with the paper. */
export interface BeatTable {
  readonly total: number;
  readonly perClass: ClassCounts;
  readonly perRecord: readonly BeatTableRow[];
  readonly dropped: Readonly<Record<string, number>>;
  readonly missed: number;
  /** 106,484, the size of the paper's data set. */
  readonly paperTotal: number;
  /** total - paperTotal */
  readonly difference: number;
  readonly notes: readonly string[];
}

const PAPER_TOTAL = 106_484;

/** The beat table of the cut records. */
export function tabulateBeats(
  records: readonly RecordBeats[],
  context: { preset: ClassPreset; lead: string },
): BeatTable {
  const perRecord = records.map((beats): BeatTableRow => {
    const { record, lead, dropped, missed, labels } = beats;
    return {
      record,
      lead,
      total: labels.length,
      perClass: countClasses(labels, context.preset),
      dropped,
      missed,
    };
  });
  const total = perRecord.reduce((sum, row) => sum + row.total, 0);
  return {
    total,
    perClass: addCounts(perRecord.map((row) => row.perClass)),
    perRecord,
    dropped: addCounts(perRecord.map((row) => row.dropped)),
    missed: perRecord.reduce((sum, row) => sum + row.missed, 0),
    paperTotal: PAPER_TOTAL,
    difference: total - PAPER_TOTAL,
    notes: [...leadNotes(perRecord, context.lead), ...PAPER_NOTES[context.preset]],
  };
}

function countClasses(labels: Uint8Array, preset: ClassPreset): ClassCounts {
  const counts: Record<string, number> = {};
  classesOf(preset).forEach(({ symbol }, label) => {
    counts[symbol] = labels.reduce((sum, each) => sum + (each === label ? 1 : 0), 0);
  });
  return counts;
}

function addCounts(rows: readonly ClassCounts[]): ClassCounts {
  const sums: Record<string, number> = {};
  for (const row of rows) {
    for (const [key, count] of Object.entries(row)) sums[key] = (sums[key] ?? 0) + count;
  }
  return sums;
}

function leadNotes(rows: readonly BeatTableRow[], wanted: string): string[] {
  const others = rows.filter(({ lead }) => lead !== wanted);
  if (others.length === 0) return [];
  const list = others.map(({ record, lead }) => `${record} (${lead})`).join(', ');
  return [`Records without lead ${wanted} were read from another lead: ${list}.`];
}

const PAPER_NOTES: Readonly<Record<ClassPreset, readonly string[]>> = {
  'paper-5': [
    "The paper's 106,484 beats cannot be had from its five classes: the database annotates 104,544 beats as N, L, R, V or /, and detection and record ends only take away.",
    'Of all sets of beat symbols exactly one adds up to 106,484: the five with f and Q (as paced), E and F (as V) and e (as normal); about 0.2 such fits would be expected by chance, so this may be what the paper did or may not. The preset paper-106484 merges the classes so.',
  ],
  'paper-106484': [
    "Classes are merged so that the annotated beats add up to the paper's 106,484: f and Q count as paced, E and F as V, e as normal. The identity is exact for annotations, but may be chance; beats the detector misses and windows off the record make the total smaller.",
  ],
  aami: [
    'Classes are those of ANSI/AAMI EC57, with the escape beats e and j in N. Reports on ventricular and supraventricular beats leave out the paced records 102, 104, 107 and 217.',
  ],
};
