import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MIT_BIH_CLASSES, MIT_BIH_PREPROCESSING, synthesizeRecording } from '@saliogram/datasets';
import { BASELINE_NAMES, attributionMethod } from '@saliogram/explain';
import type { BaselineReference } from '@saliogram/explain';
import { createModel } from '@saliogram/nn';
import type { RecurrentModel } from '@saliogram/nn';
import { encodeAnnotations, encodeRecord } from '@saliogram/records';
import { readBeatInput } from './beat-input.ts';
import { waveSpans } from './beat-waves.ts';
import type { ExplainedInput } from './explained-input.ts';
import { baselineOf, optionsOfMethods } from './method-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'saliogram-explanation-'));
const work = { signal: new AbortController().signal, onEvent: () => undefined };
const settings = { set: [], seed: 1, paper: false };
let model: RecurrentModel;
let input: ExplainedInput;

beforeAll(async () => {
  const { samples, samplingFrequency, annotations } = synthesizeRecording({ seed: 1, durationS: 20 });
  const digital = Int32Array.from(samples, (mv) => Math.round(mv * 200));
  for (const [name, bytes] of Object.entries(
    encodeRecord('one', samplingFrequency, [{ lead: 'MLII', samples: digital }], 212),
  ))
    for (const record of ['one', 'bare'])
      writeFileSync(
        join(folder, name.replace('one', record)),
        name.endsWith('.hea') ? new TextDecoder().decode(bytes).replaceAll('one', record) : bytes,
      );
  writeFileSync(join(folder, 'one.atr'), encodeAnnotations(annotations));
  model = await createModel(
    {
      architecture: { kind: 'lstm', inputs: 1, hidden: [4], outputs: 5 },
      classes: MIT_BIH_CLASSES,
      preprocessing: MIT_BIH_PREPROCESSING,
      units: 'z-score',
      zero: 'mean of the beat',
      codeVersion: '0.1.0',
      created: '2026-01-01T00:00:00Z',
    },
    { seed: 1, backend: 'reference', threads: 1 },
  );
  input = await readBeatInput(model, { record: join(folder, 'one'), beat: 3, data: undefined }, work);
});

afterAll(async () => {
  await model.close();
  rmSync(folder, { recursive: true });
});

const referenceOf = async (baseline: string): Promise<BaselineReference> => {
  const options = await optionsOfMethods(['occlusion'], { ...settings, baseline }, input);
  return options.get('occlusion')?.['reference'] as BaselineReference;
};

describe('optionsOfMethods', () => {
  it.each([...BASELINE_NAMES, '-0.25'])('makes what the baseline %s needs', async (baseline) => {
    const options = await optionsOfMethods(['occlusion'], { ...settings, baseline }, input);
    const { settings: used } = await attributionMethod('occlusion').explain(
      model,
      input.x,
      0,
      options.get('occlusion'),
    );
    expect(String(used['baseline'])).toBe(baseline);
  });

  it('takes the isoelectric level before the QRS complex, in the unit of the model', async () => {
    const [level = NaN] = Array.from((await referenceOf('isoelectric')).isoelectric ?? []);
    const { beat, samples } = await input.waves();
    const before = [...samples.keys()].filter(
      (t) => samples[t] >= (beat.qrs?.onset ?? NaN) - 7.2 && samples[t] <= (beat.qrs?.onset ?? NaN),
    );
    const values = before.map((t) => input.x.values[t]);
    expect(level).toBeGreaterThanOrEqual(Math.min(...values));
    expect(level).toBeLessThanOrEqual(Math.max(...values));
    const qrs = waveSpans(await input.waves()).find(({ name }) => name === 'QRS');
    // The R peak is at step 72.
    expect(qrs?.from).toBeLessThan(72);
    expect(qrs?.to).toBeGreaterThan(72);
  });

  it('takes class medians from annotated beats, and asks for data where there are none', async () => {
    const { data, labels } = await referenceOf('class-median');
    expect(labels?.length).toBe(data?.batch);
    const bare = await readBeatInput(model, { record: join(folder, 'bare'), beat: 3, data: undefined }, work);
    await expect(bare.baselineReference('class-median')).rejects.toThrow(
      "got record bare without annotated beats of the model's classes, expected some; name the model's training data",
    );
  });

  it('gives each method the options that it knows', async () => {
    const options = await optionsOfMethods(
      ['occlusion', 'magnitude', 'augmented-occlusion'],
      { ...settings, set: ['occlusion.width=5', 'objective=score', 'seed=7'] },
      input,
    );
    expect(options.get('occlusion')).toMatchObject({ width: 5, objective: 'score', seed: 7 });
    expect(options.get('magnitude')).toEqual({});
    expect(options.get('augmented-occlusion')).toMatchObject({ objective: 'score', data: input.others });
  });

  it('says what no method knows, naming both sides', async () => {
    const wrong = (names: string[], changes: object) =>
      expect(optionsOfMethods(names, { ...settings, ...changes }, input)).rejects;
    await wrong(['magnitude'], { baseline: 'zero' }).toThrow(
      '--baseline: got zero for magnitude, expected it with a method that has a baseline:',
    );
    await wrong(['occlusion', 'magnitude'], { set: ['breadth=3'] }).toThrow(
      '--set: got breadth, which none of',
    );
    await wrong(['occlusion'], { set: ['magnitude.width=3'] }).toThrow(
      '--set: got magnitude.width, expected an option of a chosen method: occlusion',
    );
    await wrong(['occlusion'], { set: ['width'] }).toThrow('--set: got "width", expected name=value');
    expect(() => baselineOf('nought')).toThrow(
      '--baseline: got nought, expected a number or one of zero, mean',
    );
    expect(() => baselineOf(' ')).toThrow('--baseline: got');
  });
});
