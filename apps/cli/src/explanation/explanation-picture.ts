import { heatOf, salientSequences } from '@saliogram/explain';
import {
  imageSaliencyFigure,
  methodImagesFigure,
  methodMapsFigure,
  saliencyFigure,
} from '@saliogram/figures';
import type { AgreementMatrix, WaveSpan } from '@saliogram/figures';
import type { Explanation } from './explain-sequence.ts';
import type { ExplainedMap } from './explained-map.ts';
import { titleOf } from './choose-methods.ts';

/** An explanation as a picture: like a cell of the paper's figures for one method, all maps and their agreement for several. */
export function explanationPicture(
  explanation: Explanation,
  waves: readonly WaveSpan[],
  several: boolean,
): string {
  const { input, classes, target, probabilities, maps, agreement } = explanation;
  const { values } = input.x;
  const { drawing } = input;
  if (!several) {
    const [map] = maps;
    const row = {
      label: classes[target].name,
      detail: input.place,
      probability: probabilities[target],
      values,
      heats: [heatOrNull(map)],
    };
    const shared = { techniques: [map.title], notes: map.attribution.notes ?? [] };
    return drawing.kind === 'series'
      ? saliencyFigure({ ...shared, rows: [row], layout: drawing.layout })
      : imageSaliencyFigure({ ...shared, samples: [row], layout: drawing.layout });
  }
  const figure = {
    title: `${classes[target].name}, ${input.place}, p = ${probabilities[target].toFixed(3)}`,
    maps: maps.map((map) => ({
      title: map.title,
      details: map.trust ? [map.trust.verdict] : [],
      heat: heatOrNull(map),
    })),
    values,
    ...(agreement ? { agreement: agreementMatrix(agreement) } : {}),
  };
  return drawing.kind === 'series'
    ? methodMapsFigure({ ...figure, layout: drawing.layout, waves })
    : methodImagesFigure({ ...figure, layout: drawing.layout });
}

function heatOrNull({ attribution }: ExplainedMap): Float32Array | null {
  return salientSequences(attribution)[0] === 1 ? heatOf(attribution) : null;
}

function agreementMatrix({
  methods,
  rankCorrelation,
}: NonNullable<Explanation['agreement']>): AgreementMatrix {
  return { names: methods.map(titleOf), values: rankCorrelation, quantity: 'rank correlation of the maps' };
}
