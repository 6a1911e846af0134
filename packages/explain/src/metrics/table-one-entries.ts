import { createRandom } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { heatOf } from '../attribution/heat.ts';
import { magnitude } from '../controls/magnitude.ts';
import { randomBlock } from '../controls/random-block.ts';
import { randomHeat } from '../controls/random-heat.ts';
import { hiddenInputs } from './score-reduction.ts';

/** A technique's heat over the sequences of the table. */
export interface TechniqueHeat {
  readonly technique: string;
  /** [B, T, C] in [0, 1] */
  readonly heat: Float32Array;
}

/** What is to be hidden for one row. */
export interface Entry {
  readonly technique: string;
  readonly kind: 'technique' | 'control';
  readonly sizedAs?: string;
  readonly draws: number;
  /** 1 where an input is hidden, [B, T, C]. */
  hidden(draw: number): Uint8Array;
}

/** The techniques, then random heat, |x|, and a block for each technique. */
export function entriesOf(
  x: SequenceBatch,
  targets: Int32Array,
  heats: readonly TechniqueHeat[],
  settings: { readonly threshold: number; readonly controlDraws: number; readonly seed: number },
): Entry[] {
  const { threshold, controlDraws, seed } = settings;
  const entries = heats.map(({ technique, heat }): Entry => {
    const hidden = hiddenInputs(heat, threshold);
    return { technique, kind: 'technique', draws: 1, hidden: () => hidden };
  });
  if (controlDraws === 0) return entries;
  const control = { kind: 'control', draws: controlDraws } as const;
  // A stream per draw and row, so that no row's numbers depend on which other rows are asked for.
  const seedOf = (draw: number, row: number): number => seed + 1 + draw * 1009 + row * 1_000_003;
  return [
    ...entries,
    {
      ...control,
      technique: 'random heat',
      hidden: (draw) => hiddenInputs(randomHeat(x, targets, seedOf(draw, 0)).values, threshold),
    },
    {
      ...control,
      technique: 'magnitude |x|',
      draws: 1,
      hidden: () => hiddenInputs(heatOf(magnitude(x, targets)), threshold),
    },
    ...entries.map((entry): Entry => ({
      ...control,
      technique: `random block (${entry.technique})`,
      sizedAs: entry.technique,
      hidden: (draw) => randomBlock(entry.hidden(0), x, createRandom(seedOf(draw, 1))),
    })),
  ];
}
