import { classText, labelText } from '../labels.ts';
import { reviewText } from '../review.ts';
import type { BeatFacts } from './beat-facts.ts';
import type { ExportFacts } from './export-facts.ts';
import { below, definitions, paragraph } from './sheet-block.ts';
import type { SheetBlock } from './sheet-block.ts';

const TEXT = { size: 10 };
const HEADING = { size: 11, bold: true };
const GAP = 8;

/**
 * Labels, probabilities, measurements and what the explanations say of themselves, in a column; of the last as many as
 * `mostHeight` has room for.
 */
export function beatBlock(
  facts: ExportFacts,
  beat: BeatFacts,
  width: number,
  mostHeight: number,
): SheetBlock {
  const { verdict } = beat;
  const doubtful = verdict.isUncertain ? ', uncertain' : '';
  const labels: [string, string][] = [
    [
      'Model',
      verdict.model === ''
        ? 'not read yet'
        : `${modelLabel(beat)}, ${percent(verdict.probability)}${doubtful}`,
    ],
    ...(facts.state.beats.lead === '' ? [] : [['Lead read', facts.state.beats.lead] as [string, string]]),
    ['Reference', verdict.reference === '' ? 'none' : labelText(verdict.reference)],
    ['Reader', reviewText(beat.review)],
  ];
  const column = below(
    [
      section('Labels', definitions(labels, width, TEXT)),
      ...(beat.probabilities.length > 0 ? [section('Probability of each class', bars(beat, width))] : []),
      ...(facts.state.recording?.images
        ? []
        : [section('Measurements', definitions(measurements(facts, beat), width, TEXT))]),
    ],
    GAP,
  );
  const notes = explanationNotes(facts, width, mostHeight - column.height - GAP);
  return below([column, ...notes], GAP);
}

function section(title: string, block: SheetBlock): SheetBlock {
  return below([paragraph(title, Infinity, HEADING), block], 2);
}

function modelLabel({ verdict, probabilities }: BeatFacts): string {
  const info = probabilities.find((row) => row.info.symbol === verdict.model)?.info;
  return info ? classText(info) : verdict.model;
}

/** A bar per class, with its symbol and its number: nothing is said by length or colour alone. */
function bars({ probabilities }: BeatFacts, width: number): SheetBlock {
  const height = 13;
  const left = 22;
  const full = width - left - 48;
  return {
    height: height * probabilities.length,
    items: probabilities.flatMap(({ info, probability }, i) => [
      {
        kind: 'text',
        x: 0,
        y: (i + 0.75) * height,
        text: info.symbol,
        size: 10,
        bold: true,
        ink: 'text',
      } as const,
      {
        kind: 'rectangle',
        x: left,
        y: i * height + 2,
        width: full * probability,
        height: height - 5,
        style: { fill: 'text-weak' },
      } as const,
      {
        kind: 'rectangle',
        x: left,
        y: i * height + 2,
        width: full,
        height: height - 5,
        style: { stroke: 'text-weak', width: 0.5 },
      } as const,
      {
        kind: 'text',
        x: width,
        y: (i + 0.75) * height,
        text: percent(probability),
        size: 10,
        align: 'end',
        ink: 'text',
      } as const,
    ]),
  };
}

function measurements({ measurements: more }: ExportFacts, { rhythm }: BeatFacts): [string, string][] {
  const { rrBeforeMs, rrAfterMs, ratePerMin } = rhythm;
  const value = (of: number | null, unit: string): string =>
    of === null ? 'none' : `${Math.round(of)} ${unit}`;
  return [
    ['RR before', value(rrBeforeMs, 'ms')],
    ['RR after', value(rrAfterMs, 'ms')],
    ['Rate', value(ratePerMin, 'per minute')],
    ...more.map((row): [string, string] => [row.name, row.value]),
  ];
}

function explanationNotes(
  { explanations, missing, state }: ExportFacts,
  width: number,
  mostHeight: number,
): SheetBlock[] {
  if (explanations.length + missing.length === 0) return [];
  const classes = state.model?.classes ?? [];
  const notes = explanations.map(({ title, unit, attribution, reliability }) => {
    const target = classes[attribution.targets[0]]?.symbol ?? '';
    const words = [
      `${title} of class ${target}: ${unit}.`,
      ...(reliability === undefined ? [] : [`Reliability: ${reliability}.`]),
      ...(attribution.notes ?? []),
    ];
    return paragraph(words.join(' '), width, { size: 9 });
  });
  const told = (count: number): SheetBlock => {
    const rest = notes.length - count;
    const more = [
      ...(rest > 0 ? [`${rest} more in the file of values.`] : []),
      ...(missing.length > 0 ? [`Not computed yet: ${missing.join(', ')}.`] : []),
    ].map((words) => paragraph(words, width, { size: 9 }));
    return section('Explanations', below([...notes.slice(0, count), ...more], 3));
  };
  let count = notes.length;
  while (count > 0 && told(count).height > mostHeight) count--;
  return [told(count)];
}

/** With one decimal; what is not certain is never called 100 %. */
function percent(probability: number): string {
  if (probability < 1 && probability > 0.9995) return '> 99.9 %';
  if (probability > 0 && probability < 0.0005) return '< 0.1 %';
  return `${(100 * probability).toFixed(1)} %`;
}
