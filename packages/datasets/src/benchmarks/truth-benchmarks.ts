import { SaliogramError, createRandom } from '@saliogram/core';
import type { ClassInfo, Random } from '@saliogram/core';
import { freqShapesSequences } from './freq-shapes.ts';
import { ISMAIL_SHAPES, ismailSequences } from './ismail-boxes.ts';
import type { IsmailProcess } from './ismail-boxes.ts';
import { lowVarSequences } from './low-var.ts';
import { rareSequences } from './rare.ts';
import type { RareKind } from './rare.ts';
import { seqCombSequences } from './seq-comb.ts';
import { spikeSequences } from './spike.ts';
import { stateSequences } from './state.ts';
import type { StateTruth } from './state.ts';
import { switchFeatureSequences } from './switch-feature.ts';
import { SYNTHETIC_ECG_CLASSES, syntheticEcgSequences } from './synthetic-ecg.ts';
import type { BenchmarkSizes, TruthBenchmark, TruthSequences } from './truth-benchmark.ts';

/** A benchmark that can be made: what a reader should know before, and how large it is by default. */
export interface TruthBenchmarkEntry {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly labelling: TruthBenchmark['labelling'];
  readonly classes: readonly ClassInfo[];
  /** Sequences and seed as published. */
  readonly sizes: BenchmarkSizes;
  /** Makes `count` sequences of one part. */
  readonly make: (count: number, random: Random, part: 'train' | 'validation' | 'test') => TruthSequences;
}

const numbered = (...names: string[]): ClassInfo[] => names.map((name, k) => ({ symbol: String(k), name }));
const BINARY = numbered('label 0', 'label 1');
const FIT = 'Tonekaboni et al. 2020 (FIT)';
const TIMEX = 'Queen et al. 2023 (TimeX)';
const HMM_SIZES: BenchmarkSizes = { seed: 1, train: 800, validation: 0, test: 200 };
const SPIKE_SIZES: BenchmarkSizes = { seed: 1, train: 2400, validation: 0, test: 600 };
const TIMEX_SIZES: BenchmarkSizes = { seed: 1, train: 5000, validation: 100, test: 1000 };

function rare(kind: RareKind, name: string, title: string): TruthBenchmarkEntry {
  return {
    name,
    title,
    source: 'Crabbe and van der Schaar 2021 (Dynamask)',
    labelling: 'sequence',
    classes: numbered('sum of squares'),
    sizes: { seed: 1, train: 0, validation: 0, test: 10 },
    make: (count, random) => rareSequences(count, 50, 50, kind, random),
  };
}

function state(truth: StateTruth, title: string): TruthBenchmarkEntry {
  return {
    name: `state-${truth}`,
    title,
    source: `${FIT}, data as in Dynamask`,
    labelling: 'step',
    classes: BINARY,
    sizes: HMM_SIZES,
    make: (count, random) => stateSequences(count, 200, truth, random),
  };
}

function spike(delay: number, name: string, title: string): TruthBenchmarkEntry {
  return {
    name,
    title,
    source: delay === 0 ? FIT : 'Leung et al. 2023 (WinIT)',
    labelling: 'step',
    classes: BINARY,
    sizes: SPIKE_SIZES,
    make: (count, random) => spikeSequences(count, 80, delay, random),
  };
}

function timex(
  name: string,
  title: string,
  classes: readonly ClassInfo[],
  make: TruthBenchmarkEntry['make'],
): TruthBenchmarkEntry {
  return { name, title, source: TIMEX, labelling: 'sequence', classes, sizes: TIMEX_SIZES, make };
}

function ismail(shape: keyof typeof ISMAIL_SHAPES, process: IsmailProcess): TruthBenchmarkEntry {
  return {
    name: `ismail-${shape}-${process}`,
    title: `Box of cells, ${shape.replaceAll('-', ' ')}, ${process}`,
    source: 'Ismail et al. 2020',
    labelling: 'sequence',
    classes: numbered('lowered', 'raised'),
    sizes: { seed: 1, train: 1000, validation: 0, test: 100 },
    make: (count, random) => ismailSequences(count, shape, process, random),
  };
}

const RUNS = numbered('no run', 'falling twice', 'rising twice', 'rising, then falling');

/** Every benchmark with known truth, by name. */
export const TRUTH_BENCHMARKS: readonly TruthBenchmarkEntry[] = [
  rare('features', 'rare-feature', 'Rare feature, white box'),
  rare('times', 'rare-time', 'Rare time, white box'),
  state('every-step', 'State, truth at every step'),
  state('change', 'State, truth at changes alone'),
  {
    name: 'switch-feature',
    title: 'Switch feature',
    source: `${FIT}, data as in ContraLSP`,
    labelling: 'step',
    classes: BINARY,
    sizes: { seed: 1, train: 800, validation: 0, test: 200 },
    make: (count, random) => switchFeatureSequences(count, 100, random),
  },
  spike(0, 'spike', 'Spike'),
  spike(2, 'delayed-spike', 'Delayed spike, two steps'),
  timex(
    'freq-shapes',
    'FreqShapes',
    numbered('down, every 10', 'up, every 10', 'down, every 17', 'up, every 17'),
    (count, random) => freqShapesSequences(count, 50, random),
  ),
  timex('seq-comb-uv', 'SeqComb, one channel', RUNS, (count, random) =>
    seqCombSequences(count, 200, 1, random),
  ),
  timex('seq-comb-mv', 'SeqComb, four channels', RUNS, (count, random) =>
    seqCombSequences(count, 200, 4, random),
  ),
  timex(
    'low-var',
    'LowVar',
    numbered('channel 0, low', 'channel 0, high', 'channel 1, low', 'channel 1, high'),
    (count, random) => lowVarSequences(count, 200, random),
  ),
  ...(Object.keys(ISMAIL_SHAPES) as (keyof typeof ISMAIL_SHAPES)[]).flatMap((shape) => [
    ismail(shape, 'gaussian'),
    ismail(shape, 'autoregressive'),
  ]),
  {
    name: 'synthetic-ecg',
    title: 'Synthetic ECG: wide QRS, missing P, ST shift, early beat',
    source: 'Saliogram',
    labelling: 'sequence',
    classes: SYNTHETIC_ECG_CLASSES,
    sizes: { seed: 1, train: 2000, validation: 500, test: 500 },
    make: (count, random, part) => syntheticEcgSequences(count, part === 'train' ? 40 : 10, random),
  },
];

/**
 * What there is to know of a benchmark before it is made.
 *
 * @throws `argument-invalid` naming the benchmarks there are
 */
export function truthBenchmarkEntry(name: string): TruthBenchmarkEntry {
  const entry = TRUTH_BENCHMARKS.find((one) => one.name === name);
  if (entry) return entry;
  throw new SaliogramError(
    'argument-invalid',
    `benchmark: got ${name}, expected one of ${TRUTH_BENCHMARKS.map((one) => one.name).join(', ')}`,
    { details: { name } },
  );
}

/**
 * The benchmark of that name with its data, in the distributions of its source: train, then validation, then test from
 * one generator, so that smaller parts are other data.
 *
 * @param sizes instead of the published ones; a part of 0 sequences is absent
 * @throws `argument-invalid` naming the benchmarks there are
 */
export function truthBenchmark(name: string, sizes: Partial<BenchmarkSizes> = {}): TruthBenchmark {
  const entry = truthBenchmarkEntry(name);
  const { seed, train, validation, test } = { ...entry.sizes, ...sizes };
  const random = createRandom(seed);
  return {
    name,
    classes: entry.classes,
    labelling: entry.labelling,
    ...(train > 0 && { train: entry.make(train, random, 'train') }),
    ...(validation > 0 && { validation: entry.make(validation, random, 'validation') }),
    test: entry.make(test, random, 'test'),
  };
}
