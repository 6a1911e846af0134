import { useSignal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AppState } from '../../lib/app-state.ts';
import { SNAP_S, readCalipers, snapToExtremum } from '../../lib/calipers.ts';
import type { CaliperReading, Calipers } from '../../lib/calipers.ts';
import { modelWindow } from '../../lib/model-window.ts';
import type { RecordingReader } from '../../lib/recording.ts';
import { notifyError } from '../../services/notices.ts';
import type { Store } from '../../services/store.ts';
import { usePart } from '../../services/use-parts.ts';
import type { CaliperLine } from './caliper-layer.tsx';

/** The calipers of the strip and what they say. */
export interface CaliperTools {
  readonly calipers: ReadonlySignal<Calipers | null>;
  readonly reading: ReadonlySignal<CaliperReading | null>;
  readonly toggle: () => void;
  readonly set: (part: Partial<Calipers>) => void;
  readonly move: (line: CaliperLine, timeS: number) => void;
  readonly snap: (line: CaliperLine) => Promise<void>;
}

/** Calipers over the signal as recorded; a new recording puts them away. */
export function useCalipers(store: Store, reader: RecordingReader): CaliperTools {
  const calipers = useSignal<Calipers | null>(null);
  const reading = useSignal<CaliperReading | null>(null);
  const recording = usePart(store, (state) => state.recording);
  useEffect(() => {
    calipers.value = null;
  }, [recording]);

  /** Runs one reading after a change; what is overtaken by another change is thrown away. */
  const update = async (next: Calipers | null): Promise<void> => {
    calipers.value = next;
    if (next === null || recording === null) return;
    const at = async (timeS: number): Promise<number> => {
      const sample = Math.round(timeS * recording.samplingFrequency);
      return (await reader.samples(next.lead, sample, sample + 1))[0] ?? NaN;
    };
    reading.value = readCalipers(next, NaN, NaN);
    try {
      const values = await Promise.all([at(next.aS), at(next.bS)]);
      if (calipers.peek() === next) reading.value = readCalipers(next, values[0], values[1]);
    } catch (error) {
      notifyError(store, 'The calipers were not read', error);
    }
  };

  const move = (line: CaliperLine, timeS: number): void => {
    const now = calipers.peek();
    if (now === null || recording === null) return;
    const fs = recording.samplingFrequency;
    const sample = Math.min(recording.sampleCount - 1, Math.max(0, Math.round(timeS * fs)));
    void update({ ...now, [line]: sample / fs });
  };

  return {
    calipers,
    reading,
    move,
    toggle: () => void update(calipers.peek() === null ? firstPlace(store.state.peek()) : null),
    set: (part) => {
      const now = calipers.peek();
      if (now !== null) void update({ ...now, ...part });
    },
    snap: async (line) => {
      const now = calipers.peek();
      if (now === null || recording === null) return;
      const fs = recording.samplingFrequency;
      const at = Math.round(now[line] * fs);
      const radius = Math.round(SNAP_S * fs);
      const from = Math.max(0, at - radius);
      try {
        const samples = await reader.samples(
          now.lead,
          from,
          Math.min(recording.sampleCount, at + radius + 1),
        );
        move(line, (from + snapToExtremum(samples, at - from, radius)) / fs);
      } catch (error) {
        notifyError(store, 'The calipers were not moved', error);
      }
    },
  };
}

/** On the R peak of the selected beat and the one before, else around the middle of the strip. */
function firstPlace(state: AppState): Calipers | null {
  const { beats, recording, stripS, view } = state;
  if (recording === null) return null;
  const fs = recording.samplingFrequency;
  const common = { lead: modelWindow(state)?.lead ?? 0, marching: false };
  const isOnScreen = (timeS: number): boolean => timeS > view.startS && timeS < view.startS + stripS;
  if (view.beat !== null && view.beat > 0 && view.beat < beats.count) {
    const [aS, bS] = [beats.peaks[view.beat - 1] / fs, beats.peaks[view.beat] / fs];
    if (isOnScreen(aS) && isOnScreen(bS)) return { aS, bS, ...common };
  }
  const aS = Math.round((view.startS + 0.4 * stripS) * fs) / fs;
  const bS = Math.round((view.startS + 0.5 * stripS) * fs) / fs;
  return { aS, bS, ...common };
}
