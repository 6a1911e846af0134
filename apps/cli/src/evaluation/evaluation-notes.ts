import type { EvaluationResults, FoundBeats } from '@saliogram/report';
import { percent } from '../text-table.ts';

/** Fewer patients than these give no interval worth the name. */
const fewPatients = 5;

/**
 * What a reader of the figures must know: what the model has seen, and which classes come from few patients.
 *
 * @param sameData whether the model was trained on the data at hand
 */
export function evaluationNotes(
  {
    n,
    perClass,
    intervals,
    drawn,
    seen,
    ec57,
  }: Omit<EvaluationResults, 'model' | 'split' | 'classes' | 'notes'>,
  sameData: boolean,
): string[] {
  const thin = Object.entries(intervals.perClass).filter(
    ([symbol, { groups }]) => drawn === 'patients' && perClass[symbol].support > 0 && groups < fewPatients,
  );
  return [
    ...(seen
      ? [seenNote(seen.sequences, n)]
      : [
          'Whether the model was trained on these recordings is not known here: look at its card before you believe the figures. Each record counts as a patient.',
        ]),
    ...(seen && drawn === 'patients' ? [patientsNote(seen.patients, intervals.groups)] : []),
    ...thin.map(
      ([symbol, { groups }]) =>
        `Class ${symbol} comes from ${groups === 1 ? 'one patient' : `${groups} patients`}: its intervals mean little.`,
    ),
    ...(ec57
      ? [
          `As EC57 counts, fusion and unclassifiable beats neither for nor against: ventricular ectopic beats ${foundText(ec57.veb)}; supraventricular ${foundText(ec57.sveb)}.`,
        ]
      : []),
    ...(sameData
      ? []
      : [
          'The beats differ from those that the model was trained on (another data hash), so that its split may differ too.',
        ]),
  ];
}

function seenNote(seen: number, all: number): string {
  return seen > 0
    ? `The model was trained on ${seen} of these ${all} sequences: the figures say nothing of new ones.`
    : 'The model was trained on none of these sequences.';
}

function foundText({ sensitivity, positivePredictivity }: FoundBeats): string {
  return `sensitivity ${percent(sensitivity.value)}, positive predictivity ${percent(positivePredictivity.value)}`;
}

function patientsNote(seen: number, all: number): string {
  return seen > 0
    ? `It was trained on other beats of ${seen} of these ${all} patients: the figures do not hold for a new patient.`
    : 'It was trained on none of these patients.';
}
