/** A way to say why class A and not class B: methods whose values add up, so that a difference of maps is a map. */
export interface ContrastMethod {
  /** Name in the registry. */
  readonly method: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly title: string;
  /** What the difference of the maps of A and B is. */
  readonly meaning: string;
}

/** Learned masks are left out: the difference of two masks is the mask of nothing. */
export const CONTRAST_METHODS: readonly ContrastMethod[] = [
  {
    method: 'occlusion',
    options: { objective: 'score' },
    title: 'Occlusion',
    meaning: 'how much the lead of A’s score over B’s shrinks when the stretch is hidden',
  },
  {
    method: 'integrated-gradients',
    options: {},
    title: 'Integrated gradients',
    meaning: 'how much the input adds to the lead of A’s score over B’s, counted from a flat line',
  },
  {
    method: 'input-derivative',
    options: { signed: true },
    title: 'Input derivative',
    meaning: 'how fast the lead of A’s score over B’s grows when the input rises there',
  },
];

/** Values of A less values of B. */
export function contrastOf(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, i) => value - b[i]);
}

/** Shares of a signed map in its largest size: heat for A where it is positive and for B where it is negative. */
export function contrastHeat(values: Float32Array): {
  forA: Float32Array;
  forB: Float32Array;
  largest: number;
} {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = largest > 0 ? 1 / largest : 0;
  return {
    forA: values.map((value) => Math.max(0, value) * scale),
    forB: values.map((value) => Math.max(0, -value) * scale),
    largest,
  };
}
