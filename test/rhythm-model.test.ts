import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './cli-files.ts';
import { saliogram } from './saliogram-process.ts';

const data = process.env.SALIOGRAM_DATA ?? join(import.meta.dirname, '../../shared/data');
const model = join(import.meta.dirname, '../models/mitdb-lstm-rhythm.safetensors');
const folder = temporaryFolder();

const beat = `explain --model ${model} --record ${join(data, 'mitdb/119')} --beat 7 --threads 1`;
const explain = (...args: string[]) =>
  saliogram([...`${beat} --method occlusion --set width=10`.split(' '), ...args]);

describe.skipIf(!existsSync(join(data, 'mitdb')))('the model with rhythm (needs MIT-BIH)', () => {
  it('knows a premature ventricular beat, and its explanation names each channel', async () => {
    const out = join(folder, 'beat.svg');
    const run = await explain('--out', out, '--json');
    const { decided, reference, shape, values, input } = JSON.parse(run.stdout);
    // Record 119 is a ventricular bigeminy and trigeminy of one shape.
    expect([decided, reference]).toEqual(['V', 'V']);
    expect(shape).toEqual({ steps: 108, channels: 9 });
    expect([values.length, input.length]).toEqual([972, 972]);
    const svg = readFileSync(out, 'utf8');
    expect(svg).toContain('second lead');
    expect(svg).toContain('RR before, of those around: 61 %');
  });

  it('says where the heat is in steps of time', async () => {
    const { stdout } = await explain();
    const [, from, to] = /of 108 steps have heat above 0\.7, between (-?\d+) and (-?\d+) ms from R/.exec(
      stdout,
    )!;
    expect(Number(from)).toBeGreaterThanOrEqual(-200);
    expect(Number(to)).toBeLessThanOrEqual(400);
  });
});
