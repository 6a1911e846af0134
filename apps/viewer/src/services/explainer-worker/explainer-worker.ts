import { expose } from 'comlink';
import { sequenceBatch } from '@saliogram/core';
import type { Explainer } from '../../lib/explanation.ts';
import { keepErrors } from '../worker-errors.ts';
import { createJobs } from './jobs.ts';
import { classify, explain, modeOfClass, probe, stepProbabilities } from './model-calls.ts';
import { createOpenModels } from './open-models.ts';
import { createTurns } from './turns.ts';

/*
 * The entry of the thread that runs models. Its engines start threads of their own where the page may share memory
 * (cross-origin isolation), and compute in this one elsewhere.
 */
const models = createOpenModels();
const jobs = createJobs();
/** The beat that is looked at is explained before the rest of the recording is classified. */
const turns = createTurns();

const explainer: Explainer = {
  open: (slot, bytes, name) => models.open(slot, bytes, name),
  close: (slot) => models.close(slot),
  classify: (job, slot, inputs, steps, channels) =>
    jobs.run(job, (signal) => {
      const x = sequenceBatch(inputs, inputs.length / (steps * channels), steps, channels);
      return classify(models.at(slot), x, signal, () => turns.behind(signal));
    }),
  temporalScores: (job, slot, input) =>
    jobs.run(job, (signal) => turns.ahead(() => stepProbabilities(models.at(slot), input, signal))),
  explain: (job, request, onEvent) =>
    jobs.run(job, (signal) => turns.ahead(() => explain(models.at(request.slot), request, onEvent, signal))),
  probe: (job, slot, input, target) =>
    jobs.run(job, (signal) => turns.ahead(() => probe(models.at(slot), input, target, signal))),
  classMode: (job, slot, target, steps, onEvent) =>
    jobs.run(job, (signal) => modeOfClass(models.at(slot), target, steps, onEvent, signal)),
  cancel: async (job) => jobs.cancel(job),
};

keepErrors();
expose(explainer);
