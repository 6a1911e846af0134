/** When a model that is asked after every step made up its mind. */
export interface DecisionTime {
  /** The first step after which the most likely class never changes; 0 when it never did. */
  readonly step: number;
  /** The class held from there on. */
  readonly classIndex: number;
  /** How often the most likely class changed on the way. */
  readonly changes: number;
  /** The class held before the last change; -1 when there was none. */
  readonly before: number;
}

/**
 * The decision that the most likely class after each step leads to.
 *
 * @param held class index after each step, [T], T at least 1
 */
export function decisionTime(held: ArrayLike<number>): DecisionTime {
  let [step, changes] = [0, 0];
  for (let t = 1; t < held.length; t++) {
    if (held[t] === held[t - 1]) continue;
    changes++;
    step = t;
  }
  return { step, classIndex: held[held.length - 1], changes, before: step > 0 ? held[step - 1] : -1 };
}
