// The conversation of protocol.py for rivals in JavaScript, timing only: their packages are found from the folder that
// SALIOGRAM_RIVALS_MODULES names, since they are no dependencies of ours.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const folder = resolve(process.env.SALIOGRAM_RIVALS_MODULES ?? '.');
const resolver = createRequire(join(folder, 'package.json'));

/** A package of the rivals' folder, and its version. `require`, so that packages in parts share one core. */
export const load = (name) => resolver(name);
export const versionOf = (name) => resolver(join(folder, 'node_modules', name, 'package.json')).version;

// These are so slow that a full sequence takes a minute; a part of it does, since their time is linear in the steps.
const MOST_STEPS = 24;

/**
 * Answers until stdin ends. `prepare(task, shape)` gives a function that runs one repetition.
 *
 * The answer's `ms` is for all steps of the shape; `measuredSteps` says how many were run.
 */
export async function serve(facts, prepare) {
  let key = null;
  let step = null;
  const answerTo = async (request) => {
    if (request.task === 'facts') return facts();
    if (!['forward', 'inputGradient', 'trainStep'].includes(request.task)) {
      return { skipped: `no task ${request.task}` };
    }
    const measuredSteps = Math.min(request.shape.steps, MOST_STEPS);
    const asked = JSON.stringify([request.task, request.shape]);
    if (asked !== key) {
      key = null;
      step = await prepare(request.task, { ...request.shape, steps: measuredSteps });
      if (typeof step === 'string') return { skipped: step };
      await step();
      key = asked;
    }
    const start = performance.now();
    await step();
    return { ms: ((performance.now() - start) * request.shape.steps) / measuredSteps, measuredSteps };
  };
  for await (const line of createInterface({ input: process.stdin })) {
    let answer;
    try {
      answer = await answerTo(JSON.parse(line));
    } catch (error) {
      answer = { error: String(error?.message ?? error).slice(0, 500) };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}
