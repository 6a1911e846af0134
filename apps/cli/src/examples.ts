import { argmax, createRandom, gatherBatch } from '@saliogram/core';
import type { ClassInfo, ScoresModel, SequenceBatch } from '@saliogram/core';

/** One sequence per class, as the paper's figures show them. */
export interface Examples {
  readonly x: SequenceBatch;
  /** True class of each, which the model gives it. */
  readonly targets: Int32Array;
  /** Index of each in the data. */
  readonly indices: Uint32Array;
  /** Classes without an example, because the data holds none that the model gets right. */
  readonly missing: readonly ClassInfo[];
}

/** Tried per class before giving up. */
const candidatesPerClass = 64;

/** For each class a random sequence that the model classifies correctly. */
export async function chooseExamples(
  model: ScoresModel,
  data: {
    readonly sequences: SequenceBatch;
    readonly labels: Uint8Array;
    readonly classes: readonly ClassInfo[];
  },
  from: Uint32Array,
  options: { seed: number; signal: AbortSignal },
): Promise<Examples> {
  const random = createRandom(options.seed);
  const classes = data.classes.length;
  const chosen: { index: number; target: number }[] = [];
  const missing: ClassInfo[] = [];
  for (const [target, info] of data.classes.entries()) {
    const members = random.shuffle(from.filter((i) => data.labels[i] === target));
    const tried = members.subarray(0, candidatesPerClass);
    const scores =
      tried.length === 0
        ? new Float32Array(0)
        : await model.scores(gatherBatch(data.sequences, tried), { signal: options.signal });
    const index = tried.find((_, i) => argmax(scores, i * classes, (i + 1) * classes) === target);
    if (index === undefined) missing.push(info);
    else chosen.push({ index, target });
  }
  const indices = Uint32Array.from(chosen, ({ index }) => index);
  return {
    x: gatherBatch(data.sequences, indices),
    targets: Int32Array.from(chosen, ({ target }) => target),
    indices,
    missing,
  };
}
