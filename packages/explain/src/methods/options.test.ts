import type { ScoresModel } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { linearModel } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { attributionMethod, attributionMethods } from './registry.ts';

/* What options mean in every method, and what no method takes, in one table from the registry. */

const model = tinyLstm(1);
const T = 6;
const x = randomSequences(2, T, 1);
const withOption = (option: string): string[] =>
  attributionMethods.filter(({ defaults }) => option in defaults).map(({ name }) => name);
const refusal = (name: string, options: Record<string, unknown>): Promise<unknown> =>
  attributionMethod(name)
    .explain(model, x, 0, options)
    .then(
      () => `${name} took ${JSON.stringify(options)}`,
      (error: unknown) => error,
    );

/** Options that any method may have, a value that none takes, and what the message says. */
const wrong: [string, unknown, RegExp][] = [
  ['objective', 'surprise', /got objective surprise, expected one of score, probability, log-probability$/],
  ['baseline', 'nothing', /got baseline nothing, expected one of zero, mean, /],
  ['snrDb', 'loud', /got snrDb loud, expected a finite number$/],
  ['reference', 3, /got reference 3, expected an object of what baselines are made of: data, labels, /],
  ['reference', { data: { values: [1] } }, /got reference.data {"values":\[1\]}, expected sequences with /],
  ['baseline', [1, 2], /got baseline \[1,2\], expected a number, one of zero, .* or sequences with values /],
  ['data', 3, /got data 3, expected sequences with values as a Float32Array \[B, T, C\], batch, steps and /],
  ['generator', {}, /got generator {}, expected the name of a generator or one with sample\(\)$/],
  ['scouting', 3, /got scouting 3, expected a list such as \[6,10\]$/],
  ['signed', 'yes', /got signed yes, expected true or false$/],
  ['paper', 1, /got paper 1, expected true or false$/],
  ['runs', 2, /got runs 2, expected an object of count and spacing$/],
  ['blocks', 5, /got blocks 5, expected an object of rows, columns and rowLength$/],
];

/** Options that count steps: a method that gets one of this name must say so in its entry. */
const spans = ['width', 'window', 'minSteps', 'maxSteps'].flatMap((option) =>
  withOption(option).flatMap((name) => {
    // The windows of masks count iterations.
    return attributionMethod(name).family === 'mask' ? [] : [[name, option] as const];
  }),
);

describe('every method', () => {
  it.each(
    wrong.flatMap(([option, value, message]) =>
      withOption(option).map((name) => [name, option, value, message] as const),
    ),
  )('%s refuses %s of %j', async (name, option, value, message) => {
    expect(await refusal(name, { [option]: value })).toMatchObject({
      code: 'argument-invalid',
      message: expect.stringMatching(message) as string,
    });
  });

  it.each(spans)('%s refuses a %s longer than the sequences', async (name, option) => {
    expect(await refusal(name, { [option]: T + 1 })).toMatchObject({
      code: 'argument-invalid',
      message: `${name}: got ${option} 7 for sequences of 6 steps, expected at most 6; choose a shorter one, or longer sequences`,
    });
  });

  it.each(withOption('segments'))('%s takes no number for segments but to count them', async (name) => {
    const error = await refusal(name, { segments: name === 'timing' ? -1 : 3 });
    expect(error).toMatchObject({ code: 'argument-invalid' });
    expect((error as Error).message).toMatch(/got segments (-1|3), expected (a list of segments|an integer)/);
  });

  it.each(attributionMethods.map(({ name }) => name))(
    '%s names an option that it does not have',
    async (name) => {
      expect(await refusal(name, { breadth: 3 })).toMatchObject({
        code: 'config-invalid',
        message: expect.stringContaining(`${name}: got option breadth, expected `) as string,
      });
    },
  );

  // A model that scores whole sequences and does nothing else, as one behind a network address would.
  const whole = linearModel([[1, 2, 3, 4, 5, 6]]);
  const bare: ScoresModel = {
    classes: whole.classes,
    passes: () => whole.passes(),
    scores: (...args) => whole.scores(...args),
  };

  it.each(attributionMethods.filter(({ needs }) => !needs.includes('scores')).map(({ name }) => name))(
    '%s says what the model cannot do',
    async (name) => {
      const [need] = attributionMethod(name).needs;
      await expect(attributionMethod(name).explain(bare, x, 0)).rejects.toMatchObject({
        code: 'model-mismatch',
        message: expect.stringMatching(
          new RegExp(
            `^${name}: the model cannot .* \\(it has no ${need}\\); use a model that can, or another method$`,
          ),
        ) as string,
      });
    },
  );
});
