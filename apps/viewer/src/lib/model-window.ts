import type { AppState } from './app-state.ts';

/** The stretch of a recording that a model reads of one beat. */
export interface ModelWindow {
  /** Seconds before the R peak. */
  readonly beforeS: number;
  /** Seconds from the R peak on. */
  readonly afterS: number;
  /** Index of the lead it is read from; null before the beats are looked for. */
  readonly lead: number | null;
}

/** The window of the first model, as its file's preprocessing says; null without a model, or where the file says nothing. */
export function modelWindow({
  model,
  recording,
  beats,
}: Pick<AppState, 'model' | 'recording' | 'beats'>): ModelWindow | null {
  const preprocessing = model?.metadata.preprocessing;
  const window = preprocessing?.['window'] as { before?: unknown; after?: unknown } | undefined;
  const rate = preprocessing?.['samplingFrequency'];
  if (typeof window?.before !== 'number' || typeof window.after !== 'number' || typeof rate !== 'number') {
    return null;
  }
  const lead = recording?.leads.findIndex(({ name }) => name === beats.lead) ?? -1;
  return { beforeS: window.before / rate, afterS: window.after / rate, lead: lead >= 0 ? lead : null };
}
