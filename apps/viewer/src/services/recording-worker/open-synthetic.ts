import { sha256Hex } from '@saliogram/core';
import { synthesizeRecording } from '@saliogram/datasets';
import { inMemory } from './in-memory.ts';
import type { OpenRecording } from './open-recording.ts';

/** Every class is common, so that a short recording shows them all. */
const MIX = { N: 3, L: 1, R: 1, V: 1, '/': 1 };

/** Makes the synthetic recording of this seed; the classes of its beats are its reference. */
export async function openSynthetic(seed: number, durationS: number): Promise<OpenRecording> {
  const recording = synthesizeRecording({ seed, durationS, beatClasses: MIX });
  const { name, leads, samplingFrequency, samples, annotations } = recording;
  const text = `${name} ${durationS} s at ${samplingFrequency} Hz, ${JSON.stringify(MIX)}`;
  return inMemory(
    {
      name,
      kind: 'synthetic',
      samplingFrequency,
      sampleCount: samples.length,
      leads: leads.map((lead) => ({ name: lead, units: 'mV' })),
      comments: [
        `Synthetic: no heart made it (seed ${seed}). The reference labels are those it was made with.`,
      ],
      annotators: ['atr'],
      digest: await sha256Hex(new TextEncoder().encode(text)),
    },
    [samples],
    annotations.map(({ sample, symbol, aux }) => ({ sample, symbol, note: aux })),
  );
}
