import { keepsPatientsApart } from '@saliogram/datasets';
import type { AuditedModel } from './audited-model.ts';
import type { ChosenBeats } from './choose-beats.ts';

/** Fewer patients than these give no interval worth the name. */
const fewPatients = 5;

/** What a reader of an audit must know: where the beats are from, and what the figures do not hold for. */
export function auditNotes(models: readonly AuditedModel[], beats: ChosenBeats): string[] {
  const { symbols, classOf, patients, testOf } = beats;
  const [first, second] = models;
  const thin = symbols
    .map((symbol, k) => ({ symbol, count: new Set(patients.filter((_, b) => classOf[b] === k)).size }))
    .filter(({ count }) => count < fewPatients);
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
    ...thin.map(
      ({ symbol, count }) =>
        `Class ${symbol} comes from ${count === 1 ? 'one patient' : `${count} patients`}: its intervals mean little.`,
    ),
  ];
}
