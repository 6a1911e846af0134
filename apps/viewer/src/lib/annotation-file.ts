import { memoryStore, readAnnotations } from '@saliogram/records';
import type { Annotation } from '@saliogram/records';
import { baseName } from './file-entry.ts';
import { stemOf } from './file-set.ts';
import type { ReferenceMark } from './recording.ts';

/** An annotation as the page keeps it. */
export function asMark({ sample, symbol, aux, subtype }: Annotation): ReferenceMark {
  return { sample, symbol, note: aux, ...(subtype !== 0 && { subtype }) };
}

/**
 * The marks of an annotation file (MIT or AHA format) in order of time, counted at the recording's rate.
 *
 * @param name of the file, for messages
 * @param samplingFrequency Hz, of the recording
 * @throws `file-truncated`, `file-corrupt`
 */
export async function readAnnotationFile(
  bytes: Uint8Array,
  name: string,
  samplingFrequency: number,
): Promise<ReferenceMark[]> {
  const stem = stemOf(baseName(name));
  const annotator = baseName(name).slice(stem.length + 1);
  const store = memoryStore({ [`${stem}.${annotator}`]: bytes });
  const annotations = await readAnnotations(store, stem, annotator, samplingFrequency);
  return annotations.map(asMark).sort((a, b) => a.sample - b.sample);
}

/** Whether a file is named as an annotation file of that recording is: `100.qrs` for 100. */
export function isNamedAfter(file: string, recording: string): boolean {
  const name = baseName(file);
  const ending = name.slice(stemOf(name).length + 1);
  return stemOf(name) === recording && /^[a-z][\w-]*$/i.test(ending) && !/^(dat|hea|xws|flac)$/i.test(ending);
}
