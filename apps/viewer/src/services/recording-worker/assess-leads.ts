import { assessQuality } from '@saliogram/signal';
import { millivoltsPer } from '../../lib/paper/lanes.ts';
import type { LeadQuality, StretchQuality } from '../../lib/recording.ts';
import { nextTask } from './next-task.ts';
import type { OpenRecording } from './open-recording.ts';

/**
 * The quality of every lead over samples `from` to `to`, with windows of ten seconds; other calls have their turn between
 * leads.
 *
 * @param onLead called before each lead; what it throws ends the work
 */
export async function assessLeads(
  recording: OpenRecording,
  from: number,
  to: number,
  onLead: () => void,
): Promise<StretchQuality> {
  const { leads, samplingFrequency } = recording.facts;
  const assessed: LeadQuality[] = [];
  for (const [lead, { units }] of leads.entries()) {
    await nextTask();
    onLead();
    const [samples] = await recording.read([lead], from, to);
    const mvPerUnit = millivoltsPer(units) ?? 1;
    const signalMv = mvPerUnit === 1 ? samples : samples.map((value) => value * mvPerUnit);
    const { windows, intervals } = assessQuality(signalMv, { samplingFrequency });
    assessed.push({
      indices: windows.map(({ index }) => index),
      intervals: intervals.map((each) => ({ ...each, from: each.from + from, to: each.to + from })),
    });
  }
  return { recording: recording.facts.digest, from, to, leads: assessed };
}
