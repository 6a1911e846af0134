import { describe, expect, it } from 'vitest';
import { encodeRecord } from '@saliogram/records';
import type { NamedFile } from '../../lib/recording.ts';
import { createRecordingReader } from './reader.ts';

const MINUTES = 24 * 60;
const quiet = (): void => undefined;

/** A day made of one minute again and again, which takes no more room than the minute. */
function day(
  samplingFrequency: number,
  leads: readonly string[],
): { files: NamedFile[]; bytesRead: () => number } {
  const minute = Int32Array.from({ length: 60 * samplingFrequency }, (_, i) => i % 1000);
  const content = encodeRecord(
    'day',
    samplingFrequency,
    leads.map((lead, k) => ({ lead, samples: minute.map((value) => value + 10 * k) })),
  );
  const header = new TextDecoder().decode(content['day.hea']);
  const sampleCount = MINUTES * minute.length;
  const long = header
    .replace(` ${minute.length}\n`, ` ${sampleCount}\n`)
    // Without the sums of the minute, which are not those of the day.
    .replaceAll(/^(day\.dat .*) 12 0 .*$/gm, '$1');
  const hour = new Uint8Array(60 * content['day.dat'].length);
  for (let i = 0; i < 60; i++) hour.set(content['day.dat'], i * content['day.dat'].length);
  const part = new Blob([hour]);
  const whole = new Blob(Array.from({ length: MINUTES / 60 }, () => part));
  let bytesRead = 0;
  const counted = (blob: Blob): Blob => {
    const seen: Pick<Blob, 'size' | 'slice' | 'arrayBuffer'> = {
      size: blob.size,
      slice: (from, to) => counted(blob.slice(from, to)),
      async arrayBuffer() {
        bytesRead += blob.size;
        return blob.arrayBuffer();
      },
    };
    return seen as Blob;
  };
  return {
    files: [
      { name: 'day.hea', blob: new Blob([long]) },
      { name: 'day.dat', blob: counted(whole) },
    ],
    bytesRead: () => bytesRead,
  };
}

describe('a day of three leads', () => {
  it('is opened, and a strip of it drawn, without reading the file', async () => {
    const { files, bytesRead } = day(250, ['MLII', 'V1', 'V5']);
    const reader = createRecordingReader();
    const { sampleCount, leads } = await reader.open({ kind: 'files', files }, quiet);
    expect([sampleCount, leads.length]).toEqual([24 * 3600 * 250, 3]);
    expect(files[1].blob.size).toBe(sampleCount * 3 * 2);
    expect(bytesRead()).toBeLessThan(10_000);
    const noon = 12 * 3600 * 250;
    const strip = await reader.envelope(1, noon, noon + 2500, 2500);
    expect(strip.low[7]).toBeCloseTo((7 + 10) / 200, 6);
    expect(bytesRead()).toBeLessThan(10_000_000);
    // What is behind it goes on reading; another recording ends that.
    await reader.open({ kind: 'synthetic', seed: 1, durationS: 1 }, quiet);
  });
});

describe('a day of one lead', () => {
  it('is drawn as far as it is read, and the rest fills in', async () => {
    const { files } = day(128, ['MLII']);
    const reader = createRecordingReader();
    const { sampleCount } = await reader.open({ kind: 'files', files }, quiet);
    const first = await reader.envelope(0, 0, sampleCount, 100);
    expect(first.low.every(Number.isNaN)).toBe(true);
    const steps: number[] = [];
    await new Promise<void>((resolve) => {
      void reader.onPyramid(({ builtTo }) => {
        steps.push(builtTo);
        if (builtTo === sampleCount) resolve();
      });
    });
    expect(steps.length).toBeGreaterThan(5);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    const filled = await reader.envelope(0, 0, sampleCount, 100);
    expect(filled.low.every((low) => low === 0)).toBe(true);
    expect(filled.high.every((high) => Math.abs(high - 999 / 200) < 1e-6)).toBe(true);
  });
});
