import { SaliogramError } from '@saliogram/core';
import type { RecordingFacts, ReferenceMark } from '../../lib/recording.ts';
import type { OpenRecording } from './open-recording.ts';

/** A recording whose samples are all at hand. */
export function inMemory(
  facts: RecordingFacts,
  samples: readonly Float32Array[],
  references: readonly ReferenceMark[] | null,
): OpenRecording {
  return {
    facts,
    read: async (leads, from, to) => leads.map((lead) => samples[lead].slice(from, to)),
    async references(annotator) {
      if (references && facts.annotators.includes(annotator)) return references;
      throw new SaliogramError('file-missing', `${facts.name}: has no annotations of ${annotator}`, {
        details: { recording: facts.name, annotator, annotators: facts.annotators },
      });
    },
    verify: async () => undefined,
  };
}
