import { cutBeats } from '@saliogram/datasets';
import type { ClassPreset, Preprocessing, ReadableRecord } from '@saliogram/datasets';
import type { Annotation } from '@saliogram/records';
import { matchBeats } from '@saliogram/signal';
import { beatAnnotations } from '../detection/beat-annotations.ts';

/** What is done to a recording before its beats are cut once more. */
export interface Alteration {
  /**
   * A lead as it would have been recorded.
   *
   * @param signalMv as recorded, to be left as it is
   * @param chosen R peaks of the beats of the audit, ascending
   */
  alterLead?(
    this: void,
    signalMv: Float32Array,
    samplingFrequency: number,
    chosen: ArrayLike<number>,
  ): Float32Array;
  /** How far behind the R peaks the windows are put; default 0. */
  readonly shiftMs?: number;
  /** Whether the first two leads that the model reads change places. */
  readonly swapLeads?: boolean;
}

/** A recording whose beats can be cut again after a change. */
export interface BeatCutter {
  /** Leads that the preprocessing reads, in its order. */
  readonly leads: readonly string[];
  /** R peaks of all beats of the recording, not only of those with a class, ascending. */
  readonly peaks: Int32Array;
  /**
   * Inputs [T, C] of beats of the altered recording, cut and scaled as the preprocessing says; null for a beat whose
   * window leaves the recording. R peaks are not looked for again.
   *
   * @param chosen R peaks, ascending
   */
  cut(chosen: ArrayLike<number>, alteration: Alteration): Promise<(Float32Array | null)[]>;
}

/**
 * Finds the beats of a recording as a model's preprocessing does.
 *
 * @param annotations of the reference, for a preprocessing that centres on them
 */
export async function createBeatCutter(
  record: ReadableRecord,
  annotations: readonly Annotation[],
  preprocessing: Preprocessing,
  preset: ClassPreset,
): Promise<BeatCutter> {
  const recorded = new Map<string, Float32Array>();
  const leads = new Set<string>();
  const readOnce = async (lead: string): Promise<Float32Array> => {
    leads.add(lead);
    const known = recorded.get(lead) ?? (await record.read([lead]))[0];
    recorded.set(lead, known);
    return known;
  };
  const withLeads = (readLead: (lead: string) => Promise<Float32Array>): ReadableRecord => ({
    ...common(record),
    read: async (wanted, from = 0, to) => {
      const whole = await Promise.all((wanted === 'all' ? record.leads : wanted).map(readLead));
      return whole.map((signal) => signal.slice(from, to ?? signal.length));
    },
  });
  const { peaks } = await cutBeats(
    withLeads(readOnce),
    preprocessing.centring === 'annotated' ? annotations : undefined,
    { preprocessing, preset },
  );
  const rate = record.samplingFrequency;
  return {
    leads: [...leads],
    peaks,
    async cut(chosen, { alterLead, shiftMs = 0, swapLeads = false }) {
      const [one, two] = [...leads];
      const swapped = (lead: string): string => (lead === one ? two : lead === two ? one : lead);
      const altered = withLeads(async (lead) => {
        const signal = await readOnce(swapLeads && two !== undefined ? swapped(lead) : lead);
        return alterLead ? alterLead(signal, rate, chosen) : signal;
      });
      const shift = Math.round((shiftMs * rate) / 1000);
      // Every beat is there, as a normal one, which has a class under every preset: none is left out, and whatever a
      // preprocessing reads off the neighbours stays what it is.
      const all = beatAnnotations(
        peaks.map((peak) => peak + shift),
        0,
      );
      const cut = await cutBeats(altered, all, {
        preprocessing: { ...preprocessing, centring: 'annotated' },
        preset,
      });
      const size = cut.values.length / Math.max(1, cut.peaks.length);
      const tolerance = Math.ceil(rate / preprocessing.samplingFrequency);
      const wanted = Int32Array.from(chosen, (peak) => peak + shift);
      return Array.from(matchBeats(wanted, cut.peaks, tolerance), (at) =>
        at < 0 ? null : cut.values.subarray(at * size, (at + 1) * size),
      );
    },
  };
}

function common({ name, leads, samplingFrequency }: ReadableRecord): Omit<ReadableRecord, 'read'> {
  return { name, leads, samplingFrequency };
}
