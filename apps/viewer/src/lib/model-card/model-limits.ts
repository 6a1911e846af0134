import type { ModelFacts } from '../explanation.ts';
import { readsDigits, readsRhythm } from '../beat-preprocessing.ts';
import type { BeatPreprocessing } from '../recording.ts';
import { modelBlindness } from '../research-notice.ts';
import type { SplitCard } from './split-card.ts';

/** Below this share of a class found, a model does not know the class. */
const UNKNOWN_BELOW = 0.5;

/** What a reader must not expect of a model, a sentence each. */
export function modelLimits({ classes, metadata }: ModelFacts, splits: readonly SplitCard[]): string[] {
  const { lead, fallbackLead, samplingFrequency, window } = metadata.preprocessing;
  const sentences = [modelBlindness(classes.length, metadata.preprocessing)];
  if (isWindow(window) && typeof samplingFrequency === 'number') {
    const ms = (samples: number): number => Math.round((1000 * samples) / samplingFrequency);
    sentences.push(
      `It reads ${ms(window.before)} ms before and ${ms(window.after)} ms behind the R peak. ${neighboursIn(metadata.preprocessing)}`,
    );
  }
  if (typeof lead === 'string') {
    const other = typeof fallbackLead === 'string' ? ` or, where that is missing, ${fallbackLead}` : '';
    sentences.push(
      `It was made for lead ${lead}${other}; on another lead its labels mean nothing that was ever measured.`,
    );
  }
  for (const split of splits) {
    const weak = split.classes.filter(
      ({ sensitivity }) => sensitivity.of > 0 && sensitivity.share < UNKNOWN_BELOW,
    );
    if (weak.length === 0) continue;
    const names = weak.map(
      ({ info, sensitivity }) => `${info.name} (${(100 * sensitivity.share).toFixed(1)} %)`,
    );
    const whom = split.isPatientDisjoint
      ? 'in patients it has not learnt from'
      : `on the split ${split.name}`;
    sentences.push(`${capital(whom)}, it finds less than half of these: ${names.join(', ')}.`);
  }
  sentences.push(
    readsDigits(metadata.preprocessing)
      ? 'As far as its file says, it was never tested on other handwriting than that of its data.'
      : 'As far as its file says, it was never tested on children, on poor signals or on recorders other than that of its data.',
  );
  return sentences;
}

function neighboursIn(preprocessing: BeatPreprocessing): string {
  return readsRhythm(preprocessing)
    ? 'Of the beats around it, it knows the RR intervals and no shapes.'
    : 'It knows neither the beats around it nor the RR interval, so that it cannot tell an early beat of normal shape.';
}

function isWindow(value: unknown): value is { before: number; after: number } {
  const { before, after } = (value ?? {}) as Record<string, unknown>;
  return typeof before === 'number' && typeof after === 'number';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
