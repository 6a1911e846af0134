// How far delineated points are from the synthetic generator's truth, by noise, sampling frequency and class of beat, beside the tolerances of CSE.
import { parseArgs } from 'node:util';
import { createRandom, mean, standardDeviation } from '../packages/core/dist/index.js';
import { NO_NOISE, synthesizeRecording } from '../packages/datasets/dist/index.js';
import { delineateBeats } from '../packages/signal/dist/index.js';
import { printTable } from './table.js';

/** Two standard deviations of the CSE referees, ms (CSE Working Party, Eur Heart J 6:815-825, 1985, as Martinez et al. 2004 give them; not checked in print). */
const CSE_MS = { 'P onset': 10.2, 'P offset': 12.7, 'QRS onset': 6.5, 'QRS offset': 11.6, 'T offset': 30.6 };
const POINTS = ['p', 'qrs', 't'].flatMap((wave) =>
  ['onset', 'peak', 'offset'].map((point) => ({ wave, point, name: `${wave.toUpperCase()} ${point}` })),
);

const SCENES = [
  ['clean', {}],
  ['muscle 30 dB', { muscleDb: 30 }],
  ['muscle 20 dB', { muscleDb: 20 }],
  ['muscle 10 dB', { muscleDb: 10 }],
  ['wander 10 dB', { wanderDb: 10 }],
  ['wander 0 dB', { wanderDb: 0 }],
  ['inverted lead, 20 dB', { muscleDb: 20, invert: true }],
  ['100 Hz, 20 dB', { muscleDb: 20, samplingFrequency: 100 }],
  ['250 Hz, 20 dB', { muscleDb: 20, samplingFrequency: 250 }],
  ['1000 Hz, 20 dB', { muscleDb: 20, samplingFrequency: 1000 }],
];

/**
 * Errors in ms per point: found minus true, over the beats in which both are; with how many of the true waves were found,
 * and how often a wave was found where there is none. SNR is the power of the clean recording, less its mean, by that of the noise.
 */
export function delineationErrors({ symbols, seeds, durationS = 60, samplingFrequency = 360, ...scene }) {
  const errors = Object.fromEntries(POINTS.map(({ name }) => [name, []]));
  const tally = { p: [0, 0, 0, 0], qrs: [0, 0, 0, 0], t: [0, 0, 0, 0] };
  for (const seed of seeds) {
    const recording = noisyRecording(seed, symbols, durationS, samplingFrequency, scene);
    const inner = recording.annotations.slice(1, -1);
    const beats = delineateBeats(recording.samples, {
      samplingFrequency,
      peaks: recording.annotations.map(({ sample }) => sample),
    }).slice(1, -1);
    inner.forEach(({ symbol }, k) => {
      if (!symbols.includes(symbol)) return;
      const truth = recording.truth.waves[k + 1];
      for (const wave of ['p', 'qrs', 't']) {
        const found = beats[k][wave];
        tally[wave][truth[wave] ? 0 : 2]++;
        if (found) tally[wave][truth[wave] ? 1 : 3]++;
        for (const { name, point } of POINTS.filter((each) => each.wave === wave)) {
          const place = truth[wave]?.[point] ?? null;
          if (found && place !== null) errors[name].push(((found[point] - place) / samplingFrequency) * 1000);
        }
      }
    });
  }
  return { errors, tally };
}

function noisyRecording(seed, symbols, durationS, samplingFrequency, { muscleDb, wanderDb, invert }) {
  const beatClasses = Object.fromEntries(symbols.map((symbol) => [symbol, 1]));
  if (symbols.includes('V')) beatClasses.N = 4;
  const make = (noise) =>
    synthesizeRecording({
      seed,
      durationS,
      samplingFrequency,
      beatClasses,
      noise: { ...NO_NOISE, ...noise },
    });
  const recording = make({});
  const deviation = standardDeviation(recording.samples);
  const part = (db) => (db === undefined ? 0 : deviation * 10 ** (-db / 20));
  // White, and at any rate of the power up to 180 Hz that the SNR says: a signal of 1000 Hz has more of it beyond.
  const random = createRandom(seed + 1000);
  const wander = part(wanderDb);
  const muscle = part(muscleDb) * Math.sqrt(samplingFrequency / 360);
  const samples = (wander > 0 ? make({ wanderMv: wander }) : recording).samples.map(
    (value) => (invert ? -1 : 1) * (value + muscle * random.normal()),
  );
  return { ...recording, samples };
}

function cell(values) {
  return values.length === 0 ? '-' : `${mean(values).toFixed(1)} ± ${standardDeviation(values).toFixed(1)}`;
}

if (import.meta.main ?? process.argv[1] === new URL(import.meta.url).pathname) {
  const { values } = parseArgs({ options: { classes: { type: 'string', default: 'N,L,R,V,/' } } });
  const seeds = [1, 2, 3, 4, 5];
  for (const symbol of values.classes.split(',')) {
    const scenes = symbol === 'N' ? SCENES : SCENES.slice(0, 4);
    printTable(
      `Beats of class ${symbol}: errors in ms, mean ± standard deviation; how many of the true waves were found`,
      ['', ...POINTS.map(({ name }) => name), 'P', 'QRS', 'T'],
      [
        ['2 sd of CSE', ...POINTS.map(({ name }) => String(CSE_MS[name] ?? '')), '', '', ''],
        ...scenes.map(([name, scene]) => {
          const { errors, tally } = delineationErrors({ symbols: [symbol], seeds, ...scene });
          const found = Object.values(tally).map(([real, hit, none, invented]) =>
            [
              real && `${((100 * hit) / real).toFixed(1)} %`,
              none && `${((100 * invented) / none).toFixed(1)} % invented`,
            ]
              .filter(Boolean)
              .join(', '),
          );
          return [name, ...POINTS.map((each) => cell(errors[each.name])), ...found];
        }),
      ],
    );
  }
}
