import { expose } from 'comlink';
import { sequenceBatch } from '@saliogram/core';
import type { Explainer } from '../../lib/explanation.ts';
import { keepErrors } from '../worker-errors.ts';
import {
  counterfactualOf,
  hiddenStatesOf,
  knockOut,
  memoryOf,
  passTimesOf,
  tracesOf,
} from './inside-calls.ts';
import { createJobs } from './jobs.ts';
import { classify, explain, modeOfClass, probe, stepProbabilities } from './model-calls.ts';
import { createOpenModels } from './open-models.ts';
import { trustOf } from './trust-of.ts';
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
  trust: (job, request, attribution, material, onEvent) =>
    jobs.run(job, (signal) =>
      turns.ahead(() => trustOf(models.at(request.slot), request, attribution, material, onEvent, signal)),
    ),
  passTimes: (job, slot, input) =>
    jobs.run(job, (signal) => turns.ahead(() => passTimesOf(models.at(slot), input, signal))),
  cellTraces: (job, slot, input) =>
    jobs.run(job, (signal) => turns.ahead(() => tracesOf(models.at(slot), input, signal))),
  memorySpan: (job, slot, input, target, at) =>
    jobs.run(job, (signal) => turns.ahead(() => memoryOf(models.at(slot), input, target, at, signal))),
  unitKnockOut: (job, slot, input, target, onEvent) =>
    jobs.run(job, (signal) => turns.ahead(() => knockOut(models.at(slot), input, target, onEvent, signal))),
  hiddenStates: (job, slot, inputs, steps, channels, onEvent) =>
    jobs.run(job, (signal) => {
      const x = sequenceBatch(inputs, inputs.length / (steps * channels), steps, channels);
      return turns.ahead(() => hiddenStatesOf(models.at(slot), x, onEvent, signal));
    }),
  counterfactual: (job, slot, input, target, options, onEvent) =>
    jobs.run(job, (signal) =>
      turns.ahead(() => counterfactualOf(models.at(slot), input, target, options, onEvent, signal)),
    ),
  cancel: async (job) => jobs.cancel(job),
};

keepErrors();
expose(explainer);
