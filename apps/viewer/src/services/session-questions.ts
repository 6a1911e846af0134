import { isSaliogramError } from '@saliogram/core';
import type { RecordingFacts } from '../lib/recording.ts';
import type { Store } from './store.ts';

/** Turns a table that does not say its rate into a question; false for any other failure. */
export function askForRate(store: Store, error: unknown): boolean {
  if (!isSaliogramError(error, 'data-missing') || error.details['asks'] !== 'sampling-frequency')
    return false;
  const file = String(error.details['file']);
  store.change((state) => ({ ...state, question: { asks: 'sampling-frequency', file, choices: [] } }));
  return true;
}

/** Turns a lead that the model knows and the recording has not into a question; false for any other failure. */
export function askForLead(store: Store, error: unknown, { name, leads }: RecordingFacts): boolean {
  if (!isSaliogramError(error, 'lead-missing') || leads.length === 0) return false;
  const choices = leads.map((lead) => lead.name);
  store.change((state) => ({ ...state, question: { asks: 'lead', file: name, choices } }));
  return true;
}
