import { createPyramid } from '../../lib/pyramid.ts';
import type { Pyramid } from '../../lib/pyramid.ts';
import type { PyramidProgress } from '../../lib/recording.ts';
import { nextTask } from './next-task.ts';
import type { OpenRecording } from './open-recording.ts';

/** Values of all leads that are read at a time, about. */
const BLOCK_VALUES = 1 << 19;
/** Blocks are a multiple of the coarsest bin. */
const BLOCK_UNIT = 1 << 12;

/** The pyramids of all leads, built once somebody asks for it. */
export interface PyramidBuilder {
  readonly pyramids: readonly Pyramid[];
  progress(): PyramidProgress;
  /** Starts to read the recording from its start, if that has not begun. */
  build(): void;
  /** Why it can't be built any further; undefined where it can. */
  failure(): unknown;
  stop(): void;
}

/** A builder that tells `onProgress` of every block. */
export function createPyramidBuilder(
  recording: OpenRecording,
  onProgress: (progress: PyramidProgress) => void,
): PyramidBuilder {
  const { facts } = recording;
  const { sampleCount } = facts;
  const leads = [...facts.leads.keys()];
  const pyramids = leads.map(() => createPyramid(sampleCount));
  const block = BLOCK_UNIT * Math.max(1, Math.floor(BLOCK_VALUES / BLOCK_UNIT / Math.max(1, leads.length)));
  let builtTo = 0;
  let isStopped = false;
  let isStarted = false;
  let failure: unknown;
  const buildAll = async (): Promise<void> => {
    while (builtTo < sampleCount && !isStopped) {
      const to = Math.min(sampleCount, builtTo + block);
      const samples = await recording.read(leads, builtTo, to);
      await nextTask();
      samples.forEach((values, lead) => pyramids[lead].append(values));
      builtTo = to;
      onProgress({ builtTo, sampleCount });
    }
  };
  return {
    pyramids,
    progress: () => ({ builtTo, sampleCount }),
    build() {
      if (isStarted) return;
      isStarted = true;
      buildAll().catch((error: unknown) => void (failure = error));
    },
    failure: () => failure,
    stop: () => void (isStopped = true),
  };
}
