import type { Annotation } from '@saliogram/records';

const note = /^## time resolution: ([\d.]+)/;

/**
 * Annotations with their times in samples of the record.
 *
 * A file may begin with a note that its times count at another frequency (`## time resolution: 250`), as those of
 * detectors that resample do; WFDB programs convert such times when they read them.
 */
export function inSamplesOf(samplingFrequency: number, annotations: readonly Annotation[]): Annotation[] {
  const resolution = Number(
    annotations
      .slice(0, 2)
      .find(({ aux }) => note.test(aux))
      ?.aux.match(note)?.[1] ?? 0,
  );
  if (resolution === 0 || resolution === samplingFrequency) return [...annotations];
  const scale = samplingFrequency / resolution;
  return annotations.map((annotation) => ({
    ...annotation,
    sample: Math.floor(annotation.sample * scale + 0.5),
  }));
}
