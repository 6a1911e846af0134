import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '@saliogram/core';
import { openRecord, readAnnotations } from '@saliogram/records';
import { directoryStore } from '@saliogram/records/node';
import { delineateBeats, measureBeats } from '@saliogram/signal';
import { describe, expect, it } from 'vitest';

const data = process.env.SALIOGRAM_DATA ?? join(import.meta.dirname, '../../shared/data');
const folder = join(data, 'mitdb');

/** Median QRS duration, QT and share of beats with a P wave, per class and rhythm of a record; and whether all is in order. */
async function readMeasures(name: string) {
  const store = directoryStore(folder);
  const record = await openRecord(store, name);
  const [signal] = await record.read([record.leads[0]]);
  const beats: { sample: number; kind: string }[] = [];
  let rhythm = '';
  for (const { sample, symbol, aux } of await readAnnotations(store, name)) {
    if (symbol === '+') rhythm = aux.replaceAll('\0', '');
    if ('NLRV/A'.includes(symbol)) beats.push({ sample, kind: `${symbol} ${rhythm}` });
  }
  const { samplingFrequency } = record;
  const delineated = delineateBeats(signal, { samplingFrequency, peaks: beats.map(({ sample }) => sample) });
  const measured = measureBeats(signal, delineated, samplingFrequency);
  const of = (start: string) => {
    const chosen = [...beats.keys()].filter((k) => beats[k].kind.startsWith(start));
    const middle = (key: 'qrsDurationMs' | 'qtMs' | 'prMs'): number =>
      median(chosen.map((k) => measured[k][key]).filter((value) => value !== null));
    return {
      count: chosen.length,
      qrsMs: middle('qrsDurationMs'),
      qtMs: middle('qtMs'),
      prMs: middle('prMs'),
      withP: chosen.filter((k) => delineated[k].p).length / chosen.length,
    };
  };
  const isOrdered = delineated.every(({ p, qrs, t }) => {
    const places = [p, qrs, t].flatMap((wave) => (wave ? [wave.onset, wave.peak, wave.offset] : []));
    const areApart = [p, qrs, t].every(
      (wave) => !wave || (wave.onset < wave.peak && wave.peak < wave.offset),
    );
    return areApart && places.every((place, i) => i === 0 || place >= places[i - 1]);
  });
  return { of, isOrdered };
}

const done = new Map<string, ReturnType<typeof readMeasures>>();
/** Each record once. */
function measureRecord(name: string): ReturnType<typeof readMeasures> {
  const result = done.get(name) ?? readMeasures(name);
  done.set(name, result);
  return result;
}

describe.skipIf(!existsSync(folder))('delineateBeats on real records (needs MIT-BIH)', () => {
  it.each(['100', '103', '117', '119', '219', '231'])(
    'record %s: normal beats are 60 to 120 ms wide',
    async (name) => {
      const { of, isOrdered } = await measureRecord(name);
      const normal = of('N (N').count > 0 ? of('N (N') : of('N');
      expect(isOrdered).toBe(true);
      expect(normal.qrsMs).toBeGreaterThanOrEqual(60);
      expect(normal.qrsMs).toBeLessThanOrEqual(120);
      expect(normal.prMs).toBeGreaterThan(110);
      expect(normal.prMs).toBeLessThan(260);
      expect(normal.qtMs).toBeGreaterThan(320);
      // Record 231 has a heart block with RR intervals of 2 s.
      expect(normal.qtMs).toBeLessThan(600);
      expect(normal.withP).toBeGreaterThan(0.9);
    },
  );

  it.each([
    ['119', 'V', 1.5],
    ['208', 'V', 1.5],
    ['212', 'R', 1.3],
    ['217', '/', 1.5],
    ['231', 'R', 1.2],
  ])(
    'record %s: beats of class %s are at least %f times as wide as the normal ones',
    async (name, symbol, factor) => {
      const { of, isOrdered } = await measureRecord(name);
      expect(isOrdered).toBe(true);
      expect(of(symbol).qrsMs).toBeGreaterThan(factor * of('N').qrsMs);
    },
  );

  it('bundle branch block is wide where no beat is normal', async () => {
    for (const name of ['109', '111', '214'])
      expect((await measureRecord(name)).of('L').qrsMs).toBeGreaterThan(120);
  });

  it('finds few P waves in atrial fibrillation and before paced and ventricular beats', async () => {
    // Measured: 219 sinus rhythm 94 %, fibrillation 2 %; 217 paced 13 %, fibrillation 0 %; 119 V 0 %.
    const { of } = await measureRecord('219');
    expect(of('N (N').withP).toBeGreaterThan(0.9);
    expect(of('N (AFIB').withP).toBeLessThan(0.05);
    const paced = await measureRecord('217');
    expect(paced.of('/ (P').withP).toBeLessThan(0.2);
    expect(paced.of('N (AFIB').withP).toBeLessThan(0.05);
    expect((await measureRecord('119')).of('V').withP).toBeLessThan(0.05);
  });
});
