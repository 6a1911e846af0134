import { sequenceBatch, sha256Hex } from '@saliogram/core';
import { MIT_BIH_CLASSES, cutBeats, readableRecording, synthesizeRecording } from '@saliogram/datasets';
import type { LabelledSequences, Preprocessing, SyntheticRecording } from '@saliogram/datasets';

/** A synthetic recording, and the beats that the detector finds in it. */
export interface SyntheticBeatsOfRecording {
  readonly recording: SyntheticRecording;
  readonly beats: LabelledSequences;
}

/** Makes a recording in which every class is common, and cuts its beats as a model wants them. */
export async function synthesizeForModel(options: {
  seed: number;
  durationS: number;
  preprocessing: Preprocessing;
}): Promise<SyntheticBeatsOfRecording> {
  const { seed, durationS, preprocessing } = options;
  const recording = synthesizeRecording({ seed, durationS, beatClasses: { N: 3, L: 1, R: 1, V: 1, '/': 1 } });
  const cut = await cutBeats(readableRecording(recording), recording.annotations, { preprocessing });
  const { before, after } = preprocessing.window;
  const count = cut.labels.length;
  return {
    recording,
    beats: {
      name: 'synthetic recording',
      sequences: sequenceBatch(cut.values, count, before + after, preprocessing.channels?.length),
      labels: cut.labels,
      classes: MIT_BIH_CLASSES,
      groups: new Uint16Array(count),
      groupNames: [recording.name],
      recordOf: new Uint16Array(count),
      recordNames: [recording.name],
      peaks: cut.peaks,
      leads: [cut.lead],
      samplingFrequency: preprocessing.samplingFrequency,
      preprocessing,
      dataHash: await sha256Hex(
        new Uint8Array(cut.values.buffer, cut.values.byteOffset, cut.values.byteLength),
      ),
    },
  };
}
