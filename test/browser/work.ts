import type * as core from '@saliogram/core';
import type * as explain from '@saliogram/explain';
import type * as figures from '@saliogram/figures';
import type * as kernels from '@saliogram/kernels';
import type * as nn from '@saliogram/nn';
import type * as records from '@saliogram/records';
import type * as signal from '@saliogram/signal';

/*
 * Work that Node and a page do alike. A page gets a function as text, so each sees only its argument and the globals of
 * both.
 */

/** The packages as the host loaded them. */
export interface Packages {
  readonly core: typeof core;
  readonly explain: typeof explain;
  readonly figures: typeof figures;
  readonly kernels: typeof kernels;
  readonly nn: typeof nn;
  readonly records: typeof records;
  readonly signal: typeof signal;
}

/** Scores, gradients and a training step of a random network. */
export async function runEngine({
  packages: { core, kernels },
  ...options
}: {
  packages: Packages;
  backend: kernels.BackendName;
  threads: number;
}) {
  const shape = { inputs: 2, hidden: [24, 16], outputs: 5 };
  // Micro-batches smaller than the batch: every thread gets several jobs.
  const engine = await kernels.createEngine(shape, { ...options, microBatch: 4 });
  const random = core.createRandom(7);
  engine.setParameters(engine.getParameters().map(() => 0.3 * random.normal()));
  const values = Float32Array.from({ length: 21 * 16 * 2 }, () => random.normal());
  const x = core.sequenceBatch(values, 21, 16, 2);
  const labels = Uint8Array.from({ length: 21 }, () => random.integer(5));
  const results = {
    backend: engine.backend,
    threads: engine.threads,
    values,
    scores: await engine.forward(x),
    scoresPerStep: await engine.forward(x, { perStep: true }),
    gradient: (await engine.inputGradient(x, labels, 'score')).gradient,
    step: await engine.trainStep(x, labels, { learningRate: 1e-2, dropout: 0.2, clipNorm: 1, seed: 3 }),
    parameters: engine.getParameters(),
    moments: engine.getOptimizerState(),
  };
  await engine.close();
  return results;
}

/** The beats found in ten seconds of a record of at least 135 s. */
export async function readBeats({
  packages: { records, signal },
  store,
  name,
}: {
  packages: Packages;
  store: records.ByteStore;
  name: string;
}) {
  const record = await records.openRecord(store, name);
  const { samplingFrequency } = record;
  const [lead] = await record.read(
    record.leads.slice(0, 1),
    125 * samplingFrequency,
    135 * samplingFrequency,
  );
  const { peaks } = signal.detectQrs(lead!, { samplingFrequency });
  const window = { before: 72, after: 144 };
  const beats = Array.from(peaks, (peak) => {
    const beat = new Float32Array(216);
    return signal.cutBeat(lead!, peak, window, beat, 0) ? beat : undefined;
  });
  return { leads: record.leads, lead: lead!, peaks, beats: beats.filter((beat) => beat !== undefined) };
}

/** Explanations of a beat by a model file, and their figure. */
export async function explainBeat({
  packages: { core, explain, figures, nn, records },
  store,
  backend,
  threads,
  beat,
}: {
  packages: Packages;
  store: records.ByteStore;
  backend: kernels.BackendName;
  threads: number;
  beat: Float32Array;
}) {
  const bytes = await records.readAll(await store.open('model.safetensors'));
  const model = await nn.decodeModel(bytes, { backend, threads });
  const x = core.sequenceBatch(beat, 1, beat.length);
  const derivative = await explain.inputDerivative(model, x, 'predicted');
  const occlusion = await explain.occlusion(model, x, 'predicted', { width: 10 });
  const scores = await model.scores(x);
  await model.close();
  const svg = figures.saliencyFigure({
    techniques: ['Input derivative', 'Occlusion'],
    layout: { steps: beat.length, samplingFrequency: 360, originStep: 72, unit: 'mV' },
    rows: [
      {
        label: 'Beat',
        probability: core.softmax(scores, scores.length)[derivative.targets[0]!]!,
        values: beat,
        heats: [explain.heatOf(derivative), explain.heatOf(occlusion)],
      },
    ],
  });
  return {
    metadata: model.metadata,
    scores,
    derivative: derivative.values,
    occlusion: occlusion.values,
    svg,
  };
}
