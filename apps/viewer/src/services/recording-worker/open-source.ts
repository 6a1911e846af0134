import type { OnEvent } from '@saliogram/core';
import type { RecordingSource } from '../../lib/recording.ts';
import { openFiles } from './open-files.ts';
import type { OpenRecording } from './open-recording.ts';
import { openSynthetic } from './open-synthetic.ts';
import { openAddress } from './open-wfdb.ts';

/** Opens a recording wherever it is: reads its header and no samples, but for tables, which are read whole. */
export function openRecording(source: RecordingSource, onEvent: OnEvent): Promise<OpenRecording> {
  switch (source.kind) {
    case 'files':
      return openFiles(source, onEvent);
    case 'address':
      return openAddress(source);
    case 'synthetic':
      return openSynthetic(source.seed, source.durationS);
  }
}
