import { createRandom } from '@saliogram/core';
import { MIT_BIH_CLASSES, synthesizeRecording } from '@saliogram/datasets';
import type { AppState } from '../src/lib/app-state.ts';
import { INITIAL_STATE, NO_BEATS } from '../src/lib/app-state.ts';
import { envelopeOfSamples } from '../src/lib/paper/trace.ts';
import type { RecordingReader } from '../src/lib/recording.ts';

/** A recording of two leads, a made-up model that errs now and then, and the reader that gives their samples. */
export function syntheticStory(durationS: number): {
  state: AppState;
  reader: Pick<RecordingReader, 'samples' | 'envelope' | 'onPyramid'>;
} {
  const { samples, annotations, samplingFrequency } = synthesizeRecording({ seed: 4, durationS });
  const second = samples.map((value, i) => 0.2 - 0.6 * (samples[i - 6] ?? 0) - 0.2 * value);
  second.fill(NaN, 3 * samplingFrequency, 3.4 * samplingFrequency);
  const leads = [samples, second];
  const random = createRandom(7);
  const classes = MIT_BIH_CLASSES;
  const count = annotations.length;
  const probabilities = new Float32Array(count * classes.length);
  annotations.forEach(({ symbol }, i) => {
    const truth = classes.findIndex((each) => each.symbol === symbol);
    const isWrong = random.uniform() < 0.06;
    const top = random.uniform() < 0.15 ? 0.45 + 0.3 * random.uniform() : 0.9 + 0.1 * random.uniform();
    const label = isWrong ? (truth + 1) % classes.length : truth;
    probabilities.fill((1 - top) / 4, 5 * i, 5 * i + 5);
    probabilities[5 * i + label] = top;
  });
  const state: AppState = {
    ...INITIAL_STATE,
    recording: {
      name: 'synthetic-4',
      kind: 'synthetic',
      samplingFrequency,
      sampleCount: samples.length,
      leads: ['MLII', 'V1'].map((name) => ({ name, units: 'mV' })),
      comments: [],
      annotators: [],
      digest: 'story',
    },
    references: annotations.map(({ sample, symbol }) => ({ sample, symbol, note: '' })),
    model: {
      name: 'story',
      classes,
      metadata: {
        preprocessing: {
          window: { before: 72, after: 144 },
          samplingFrequency: 360,
          lead: 'MLII',
          fallbackLead: 'V5',
        },
      },
    } as unknown as AppState['model'],
    beats: {
      ...NO_BEATS,
      count,
      classified: count,
      peaks: Int32Array.from(annotations, ({ sample }) => sample),
      referenceOf: Int32Array.from(annotations, (_, i) => i),
      probabilities,
      complete: true,
    },
  };
  return {
    state,
    reader: {
      onPyramid: async (listener) => listener({ builtTo: samples.length, sampleCount: samples.length }),
      samples: async (lead, from, to) => leads[lead].slice(from, to),
      envelope: async (lead, from, to, columns) => {
        const trace = envelopeOfSamples(
          { kind: 'samples', from, values: leads[lead].subarray(from, to) },
          columns,
        );
        if (trace.kind !== 'envelope') throw new Error('internal: not an envelope');
        return trace;
      },
    },
  };
}
