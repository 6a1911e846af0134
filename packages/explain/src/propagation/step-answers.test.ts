import { describe, expect, it } from 'vitest';
import { architectureNames, cellModel, cellSequences } from '../../testing/cell-networks.ts';
import { prefixOf } from '../perturbation/step-answers.ts';
import { deepLift } from './deep-lift/deep-lift.ts';
import { lrp } from './lrp/lrp.ts';
import { deepLiftOfStepAnswers, lrpOfStepAnswers } from './step-answers.ts';

const ONE_WAY = architectureNames.filter((name) => !name.includes('both ways'));

describe('the answers of all steps', () => {
  it.each(ONE_WAY)('of %s have at their own steps what the map of every prefix has there', async (name) => {
    const model = await cellModel(name);
    const x = cellSequences(model);
    const targets = Int32Array.from({ length: x.batch * x.steps }, (_, place) => place % 3);
    for (const [ofSteps, ofPrefix] of [
      [lrpOfStepAnswers, lrp],
      [deepLiftOfStepAnswers, deepLift],
    ] as const) {
      const found = await ofSteps(model, x, targets);
      for (let t = 0; t < x.steps; t++) {
        const own = Int32Array.from({ length: x.batch }, (_, b) => targets[b * x.steps + t]);
        const { values } = await ofPrefix(model, prefixOf(x, t + 1), own);
        for (let b = 0; b < x.batch; b++) {
          const [last, at] = [(b * (t + 1) + t) * x.channels, (b * x.steps + t) * x.channels];
          expect(found.slice(at, at + x.channels)).toEqual(values.slice(last, last + x.channels));
        }
      }
    }
  });

  it('are refused where a step knows what follows it', async () => {
    const model = await cellModel('an LSTM both ways, two layers');
    const x = cellSequences(model);
    await expect(lrpOfStepAnswers(model, x, new Int32Array(x.batch * x.steps))).rejects.toThrow(
      'lrp of step answers: got a model that reads both ways',
    );
  });
});
