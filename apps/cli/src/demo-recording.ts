import type { OnEvent } from '@saliogram/core';
import type { BeatStrip, StripBeat } from '@saliogram/figures';
import type { Preprocessing } from '@saliogram/datasets';
import { BEAT_SYMBOLS, openRecord, readAnnotations } from '@saliogram/records';
import type { Annotation } from '@saliogram/records';
import { directoryStore } from '@saliogram/records/node';
import { cutBeat } from '@saliogram/signal';
import { findData } from './data-folder.ts';
import { beatSet, loadDataSet } from './data-set.ts';
import type { DataSet } from './data-set.ts';
import { synthesizeForModel } from './synthetic-beats.ts';

/** Records that together hold all five classes and are quick to read. */
const demoRecords = ['100', '107', '109', '118', '119'];
const syntheticSeconds = 120;
const stripSeconds = 12;

/** The beats a demonstration chooses from, and the recording around them. */
export interface DemoRecording {
  readonly data: DataSet;
  readonly synthetic: boolean;
  /** In words. */
  readonly title: string;
  /** ECG paper around the chosen beats `indices`, those on it framed. */
  strip(indices: Uint32Array): Promise<BeatStrip>;
  /** 1 where a step of the beat `index` makes its class, shape [T]; only a generator knows. */
  truth?(index: number): Uint8Array;
}

interface DemoRequest {
  readonly folder: string | undefined;
  readonly seed: number;
  readonly preprocessing: Preprocessing;
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

/** MIT-BIH where it is at hand, else a synthetic recording. */
export async function openDemoRecording(request: DemoRequest): Promise<DemoRecording> {
  const folder = await findData('mitdb', request.folder);
  return folder === undefined ? synthetic(request) : real(folder, request);
}

async function real(
  folder: string,
  { seed, preprocessing, signal, onEvent }: DemoRequest,
): Promise<DemoRecording> {
  const data = await loadDataSet('mitdb', {
    data: folder,
    preprocessing,
    records: demoRecords,
    seed,
    signal,
    onEvent,
  });
  return {
    data,
    synthetic: false,
    title: `MIT-BIH records ${demoRecords.join(', ')}; the strip is of the last beat explained`,
    async strip(indices) {
      const last = indices[indices.length - 1];
      const { beats } = data;
      const record = beats?.recordNames[beats.recordOf[last]] ?? demoRecords[0];
      const opened = await openRecord(directoryStore(folder), record);
      const rate = opened.samplingFrequency;
      const peak = beats?.peaks[last] ?? 0;
      const from = Math.max(0, Math.round(peak - (stripSeconds / 2) * rate));
      const to = Math.min(opened.sampleCount, Math.round(from + stripSeconds * rate));
      const lead = beats?.leads[beats.recordOf[last]] ?? opened.leads[0];
      const [samplesMv] = await opened.read([lead], from, to);
      return {
        samplesMv,
        samplingFrequency: rate,
        lead,
        startS: from / rate,
        beats: stripBeats(await readAnnotations(directoryStore(folder), record), from, to, rate, data, [
          peak,
        ]),
        filters: `no display filter; record ${record}`,
      };
    },
  };
}

async function synthetic({ seed, preprocessing }: DemoRequest): Promise<DemoRecording> {
  const { recording, beats } = await synthesizeForModel({ seed, durationS: syntheticSeconds, preprocessing });
  const data = beatSet('synthetic', beats, undefined, 'synthetic recording of Saliogram');
  const { samples, samplingFrequency, annotations, leads, truth } = recording;
  return {
    data,
    synthetic: true,
    title: `Synthetic recording of ${syntheticSeconds} s, seed ${seed}`,
    async strip(indices) {
      const peaks = Array.from(indices, (i) => beats.peaks[i]);
      const from = fullestStart(peaks, stripSeconds * samplingFrequency, samples.length);
      const to = Math.min(samples.length, from + stripSeconds * samplingFrequency);
      return {
        samplesMv: samples.subarray(from, to),
        samplingFrequency,
        lead: leads[0],
        startS: from / samplingFrequency,
        beats: stripBeats(annotations, from, to, samplingFrequency, data, peaks),
        filters: 'no display filter; synthetic',
      };
    },
    truth(index) {
      const { before, after } = preprocessing.window;
      const mask = Float32Array.from(truth.mask);
      const out = new Float32Array(before + after);
      cutBeat(mask, beats.peaks[index], preprocessing.window, out, 0);
      return Uint8Array.from(out);
    },
  };
}

/** Where a stretch of `length` samples begins that holds most of the peaks. */
function fullestStart(peaks: readonly number[], length: number, end: number): number {
  const starts = peaks.map((peak) => Math.max(0, Math.min(peak - 180, end - length)));
  const held = (from: number): number => peaks.filter((peak) => peak >= from && peak < from + length).length;
  return starts.reduce((best, from) => (held(from) > held(best) ? from : best), 0);
}

function stripBeats(
  annotations: readonly Annotation[],
  from: number,
  to: number,
  rate: number,
  data: DataSet,
  explained: readonly number[],
): StripBeat[] {
  return annotations
    .filter(({ sample, symbol }) => sample >= from && sample < to && BEAT_SYMBOLS.has(symbol))
    .map(({ sample, symbol }) => {
      const index = data.classes.findIndex((info) => info.symbol === symbol);
      return {
        sample: sample - from,
        symbol,
        classIndex: index < 0 ? null : index,
        marked: explained.some((peak) => Math.abs(peak - sample) < 0.15 * rate),
      };
    });
}
