import { heatOf } from '@saliogram/explain';
import type { StepProbabilities } from '../explanation.ts';
import { classText } from '../labels.ts';
import type { ExplainedBeat } from '../explained-beat.ts';
import { decisionOf, decisionSentence } from '../saliency/decision.ts';
import { regionSentence } from '../saliency/region-shares.ts';
import { saliencyPicture } from '../saliency/saliency-picture.ts';
import { scoreImagesPicture } from '../saliency/score-images-picture.ts';
import { scoreCurvesPicture } from '../saliency/score-curves-picture.ts';
import { valueDomain } from '../saliency/trace-frame.ts';
import { heatEnds, shortNumber } from '../saliency/value-meaning.ts';
import type { ShownExplanation } from './export-facts.ts';
import type { ExportPicture } from './export-picture.ts';

/** Of pictures that stand beside the facts of a beat on A4, before they are made smaller. */
const WIDTH = 620;
const HEIGHT = 250;

/** The model's input over the heat of one method, with what the colour measures. */
export function mapPicture(
  beat: ExplainedBeat,
  { title, unit, attribution }: ShownExplanation,
): ExportPicture {
  const { layout, input, model } = beat;
  const heat = heatOf(attribution);
  const { low, high } = heatEnds(attribution);
  const target = model.classes[attribution.targets[0]];
  const sentence = regionSentence(heat, layout, input.values);
  return {
    name: attribution.method,
    title: `${title}: why ${classText(target)}`,
    caption: `Colour: ${unit}, from ${shortNumber(low)} (white) to ${shortNumber(high)} (dark orange). ${sentence}`,
    list: saliencyPicture({
      frame: { width: WIDTH, height: HEIGHT, layout, domain: valueDomain([input.values]), unit: layout.unit },
      traces: [{ values: input.values, style: { stroke: 'trace', width: 1.5 } }],
      heat,
      description: `${title}: ${sentence}`,
    }),
  };
}

/** The image that is explained, as the model reads it. */
export function imageExport({ layout, input, title }: ExplainedBeat): ExportPicture {
  return {
    name: 'image',
    title,
    caption: `${layout.steps} pixels in scan-line order, in ${layout.unit}.`,
    list: saliencyPicture({
      frame: { width: HEIGHT, height: HEIGHT, layout, domain: [0, 1], unit: layout.unit },
      traces: [{ values: input.values }],
      heat: null,
      description: `${title}.`,
    }),
  };
}

/** The class held and the probability of the explained class when reading has come to each pixel of an image. */
export function scoreImagesExport(beat: ExplainedBeat, probabilities: StepProbabilities): ExportPicture {
  const { layout, input, model, predicted, target } = beat;
  const symbols = model.classes.map(({ symbol }) => symbol);
  const shown = Math.max(0, target, predicted);
  return {
    name: 'temporal-scores-image',
    title: 'Temporal output scores on the image',
    caption: 'Colour: probability when reading has come to each pixel, from 0 (white) to 1 (dark orange).',
    list: scoreImagesPicture({
      frame: { width: WIDTH, height: HEIGHT, layout, domain: [0, 1], unit: layout.unit },
      input: input.values,
      probabilities,
      symbols,
      target: shown,
      description: `The probability of ${symbols[shown]} and the most likely class at each pixel.`,
    }),
  };
}

/** The probability of every class after each step. */
export function scoresPicture(beat: ExplainedBeat, probabilities: StepProbabilities): ExportPicture {
  const { layout, input, model } = beat;
  const decision = decisionOf(probabilities);
  const sentence = decisionSentence(decision, layout, model.classes);
  return {
    name: 'temporal-scores',
    title: 'Temporal output scores',
    caption: `Probability of every class after each step. ${sentence}`,
    list: scoreCurvesPicture({
      width: WIDTH,
      height: HEIGHT,
      layout,
      probabilities,
      symbols: model.classes.map(({ symbol }) => symbol),
      decision,
      input: input.values,
      description: `Probability of every class after each step. ${sentence}`,
    }),
  };
}
