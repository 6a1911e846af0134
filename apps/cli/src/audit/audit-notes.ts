import { keepsPatientsApart } from '@saliogram/datasets';
import type { AuditedModel } from './audited-model.ts';
import type { ChosenBeats } from './choose-beats.ts';
import { FEW_PATIENTS } from './verdict.ts';

/** What a reader of an audit must know: where the beats are from, and what the figures do not hold for. */
export function auditNotes(models: readonly AuditedModel[], beats: ChosenBeats): string[] {
  const { symbols, classOf, patients, testOf } = beats;
  const [first, second] = models;
  const thin = symbols
    .map((symbol, k) => ({ symbol, count: new Set(patients.filter((_, b) => classOf[b] === k)).size }))
    .filter(({ count }) => count < FEW_PATIENTS);
  return [
    second === undefined || testOf === 'every model'
      ? `The beats are in the test part of ${second === undefined ? `the split of ${first.file}` : 'the split of each model'}, spread evenly, about as many of each class as there are.`
      : `The models were tested on no beat in common: the beats are in the test part of ${first.file}, and ${second.file} may have been trained on them.`,
    ...models
      .filter(({ split }) => !keepsPatientsApart(split.name))
      .map(
        ({ file, split }) =>
          `${file} was trained on other beats of these patients (split ${split.name}), so that it may know them.`,
      ),
    ...(second === undefined
      ? []
      : [
          'The models differ in all that made them, not in their split alone: how far two trainings of one recipe lie apart is not among the yardsticks.',
        ]),
    ...thin.map(
      ({ symbol, count }) =>
        `Class ${symbol} comes from ${count === 1 ? 'one patient' : `${count} patients`}: its intervals mean little.`,
    ),
  ];
}
