// Samples subjects in turn, so that what else the host does falls on all of them alike.

/**
 * The minimum and median of `repeats` samples of each subject, taken in turn.
 *
 * @param subjects {name, sample(): Promise<{ms} | {skipped} | {error}>}; one that cannot is not asked again
 */
export async function roundRobin(subjects, repeats, onSample = () => undefined) {
  const results = subjects.map(({ name }) => ({ name, samples: [] }));
  for (let i = 0; i < repeats; i++) {
    for (const [s, subject] of subjects.entries()) {
      if (results[s].skipped) continue;
      const answer = await subject.sample();
      onSample(subject.name, answer);
      if (answer.ms === undefined) results[s].skipped = answer.skipped ?? answer.error;
      else results[s].samples.push(answer.ms);
    }
  }
  return results.map(({ name, samples, skipped }) => {
    if (skipped !== undefined) return { name, skipped };
    const sorted = samples.toSorted((a, b) => a - b);
    return { name, minMs: sorted[0], medianMs: sorted[Math.floor(sorted.length / 2)] };
  });
}

/** The fastest of several results by median, or undefined when all were skipped. */
export function fastest(results) {
  return results
    .filter(({ medianMs }) => medianMs !== undefined)
    .toSorted((a, b) => a.medianMs - b.medianMs)[0];
}
