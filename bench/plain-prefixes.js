// A model that caches no states: what is asked of a prefix reads the whole prefix.

/**
 * The scores of `model` alone, and the single steps of sequences of `steps` steps by way of whole prefixes where a method
 * cannot do without them. A prefix of t of T steps counts t / T of a pass.
 */
export function plainModel(model, steps, withStepVariants) {
  let [forward, backward] = [0, 0];
  const scores = (x, options) => {
    forward += (x.batch * x.steps) / steps;
    return model.scores(x, options);
  };
  const scoreGradient = (x, ...rest) => {
    forward += (x.batch * x.steps) / steps;
    backward += (x.batch * x.steps) / steps;
    return model.scoreGradient(x, ...rest);
  };
  const plain = { classes: model.classes, passes: () => ({ forward, backward }), scores };
  return withStepVariants ? { ...plain, ...stepVariantsBy(scoreGradient, model.classes.length) } : plain;
}

/** Single steps of sequences, each read at the end of its prefix; with gradients. */
function stepVariantsBy(scoreGradient, classes) {
  return {
    /** Scores [B, T, S, K] and gradients [B, T, S, C] of prefixes whose last step is another. */
    async scoresOfStepVariants(x, { others, samples }, { signal, gradient: wanted }) {
      const { batch, steps, channels } = x;
      const scores = new Float32Array(batch * steps * samples * classes);
      const gradient = new Float32Array(others.length);
      for (let b = 0; b < batch; b++) {
        for (let t = 0; t < steps; t++) {
          const size = (t + 1) * channels;
          const own = x.values.subarray(b * steps * channels, b * steps * channels + size);
          const at = (b * steps + t) * samples;
          const values = new Float32Array(samples * size);
          for (let s = 0; s < samples; s++) {
            values.set(own, s * size);
            values.set(
              others.subarray((at + s) * channels, (at + s + 1) * channels),
              (s + 1) * size - channels,
            );
          }
          const prefixes = { values, batch: samples, steps: t + 1, channels };
          const targets = new Int32Array(samples).fill(wanted.targets[b]);
          const found = await scoreGradient(prefixes, targets, wanted.objective, { signal });
          scores.set(found.scores, at * classes);
          for (let s = 0; s < samples; s++) {
            const last = found.gradient.subarray((s + 1) * size - channels, (s + 1) * size);
            gradient.set(last, (at + s) * channels);
          }
        }
      }
      return { scores, gradient };
    },
  };
}
