import { SaliogramError } from '@saliogram/core';
import type { Preprocessing } from '@saliogram/datasets';
import { BEAT_CHANNELS, RHYTHM_CHANNELS } from '@saliogram/signal';
import type { BeatChannel } from '@saliogram/signal';
import type { BeatPreprocessing } from './recording.ts';

/** Whether a model reads images in scan-line order and no heartbeats. */
export function readsDigits(preprocessing: BeatPreprocessing): boolean {
  return 'order' in preprocessing;
}

/** Whether a model is told how a beat stands in the rhythm. */
export function readsRhythm({ channels }: BeatPreprocessing): boolean {
  return areChannels(channels) && RHYTHM_CHANNELS.some((name) => (channels ?? []).includes(name));
}

/** Whether a model reads the recording's other lead too. */
export function readsTwoLeads({ channels }: BeatPreprocessing): boolean {
  return areChannels(channels) && (channels ?? []).includes('second-lead');
}

const SCALINGS: readonly string[] = ['z-score', 'none', 'dominant-beat'];

/** Whether this names what a model reads at each step; without it, it reads the lead. */
function areChannels(value: unknown): value is readonly BeatChannel[] | undefined {
  if (value === undefined) return true;
  const names: readonly unknown[] = BEAT_CHANNELS;
  return Array.isArray(value) && value.length > 0 && value.every((name) => names.includes(name));
}

/**
 * The preprocessing of a model as one for heartbeats.
 *
 * @throws `model-mismatch` naming the field that does not describe a beat
 */
export function checkPreprocessing(value: BeatPreprocessing): Preprocessing {
  const window = value['window'] as Readonly<Record<string, unknown>> | undefined;
  const isRate = (rate: unknown): boolean => typeof rate === 'number' && rate >= 1 && rate < Infinity;
  const isCount = (count: unknown, least: number): boolean =>
    Number.isSafeInteger(count) && Number(count) >= least;
  const checks: readonly (readonly [string, boolean, string])[] = [
    ['lead', typeof value['lead'] === 'string', 'the name of a lead'],
    ['fallbackLead', typeof value['fallbackLead'] === 'string', 'the name of a lead'],
    ['samplingFrequency', isRate(value['samplingFrequency']), 'a number of Hz'],
    ['window.before', isCount(window?.['before'], 0), 'a number of samples'],
    ['window.after', isCount(window?.['after'], 1), 'a number of samples'],
    ['scaling', SCALINGS.includes(String(value['scaling'])), SCALINGS.join(', ')],
    ['channels', areChannels(value['channels']), `some of ${BEAT_CHANNELS.join(', ')}, or none`],
    ['centring', ['detected', 'annotated'].includes(String(value['centring'])), 'detected or annotated'],
  ];
  const wrong = checks.find(([, isRight]) => !isRight);
  if (!wrong) return value as Preprocessing;
  throw new SaliogramError(
    'model-mismatch',
    `model: preprocessing.${wrong[0]} is missing or wrong, expected ${wrong[2]}; open a model made for heartbeats`,
    { details: { field: wrong[0] } },
  );
}

/** Index of the lead that a model reads of a recording: its own, else its second choice; -1 where neither is there. */
export function leadFor(
  leads: readonly { readonly name: string }[],
  { lead, fallbackLead }: Pick<Preprocessing, 'lead' | 'fallbackLead'>,
): number {
  const names = leads.map(({ name }) => name);
  return [lead, fallbackLead].map((name) => names.indexOf(name)).find((found) => found >= 0) ?? -1;
}
