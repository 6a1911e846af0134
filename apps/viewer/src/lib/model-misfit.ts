import { readsDigits } from './beat-preprocessing.ts';
import type { ModelFacts } from './explanation.ts';
import type { RecordingFacts } from './recording.ts';

/** Why a model can't read what is open, and what to open instead, in a sentence; null where it can, or where one is missing. */
export function modelMisfit(
  recording: Pick<RecordingFacts, 'name' | 'images'> | null,
  model: Pick<ModelFacts, 'name' | 'metadata'> | null,
): string | null {
  if (!recording || !model) return null;
  const { preprocessing } = model.metadata;
  const { images } = recording;
  if (!images) {
    return readsDigits(preprocessing)
      ? `${model.name} reads images in scan-line order, and ${recording.name} is an ECG recording; open the IDX files of images and labels, or a model made for heartbeats.`
      : null;
  }
  if (!readsDigits(preprocessing)) {
    return `${model.name} reads heartbeats, and ${recording.name} holds images; open a model made for digits (.safetensors), or an ECG recording.`;
  }
  const { rows, columns } = preprocessing;
  if (rows === images.rows && columns === images.columns) return null;
  return `${model.name} reads images of ${String(rows)} × ${String(columns)} pixels, and those of ${recording.name} have ${images.rows} × ${images.columns}; open images of that size, or a model made for these.`;
}
