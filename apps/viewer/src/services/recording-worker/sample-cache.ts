import type { OpenRecording } from './open-recording.ts';

/** Samples of every lead that are read together. */
const CHUNK = 1 << 16;
/** Values of all leads that are kept: 32 MB. */
const KEPT_VALUES = 1 << 23;

/** The samples of one lead around where the reader is, read once. */
export interface SampleCache {
  /** Samples `from` to `to`, inside the recording. */
  read(lead: number, from: number, to: number): Promise<Float32Array>;
}

/** A cache that forgets what was not used for the longest time. */
export function createSampleCache(recording: OpenRecording): SampleCache {
  const { facts } = recording;
  const all = [...facts.leads.keys()];
  const most = Math.max(4, Math.floor(KEPT_VALUES / (CHUNK * Math.max(1, all.length))));
  const chunks = new Map<number, Promise<Float32Array[]>>();
  const chunkOf = (index: number): Promise<Float32Array[]> => {
    const from = index * CHUNK;
    const chunk = chunks.get(index) ?? recording.read(all, from, Math.min(facts.sampleCount, from + CHUNK));
    chunk.catch(() => chunks.delete(index)); // the next call tries again
    chunks.delete(index);
    chunks.set(index, chunk);
    if (chunks.size > most) chunks.delete(chunks.keys().next().value ?? index);
    return chunk;
  };
  return {
    async read(lead, from, to) {
      const first = Math.floor(from / CHUNK);
      const indices = Array.from({ length: Math.max(0, Math.ceil(to / CHUNK) - first) }, (_, i) => first + i);
      const found = await Promise.all(indices.map(chunkOf));
      const samples = new Float32Array(Math.max(0, to - from));
      found.forEach((leads, i) => {
        const start = (first + i) * CHUNK;
        const part = leads[lead].subarray(Math.max(0, from - start), to - start);
        samples.set(part, Math.max(start, from) - from);
      });
      return samples;
    },
  };
}
