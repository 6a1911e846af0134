import type { ClassInfo } from '@saliogram/core';
import { heatOf } from '@saliogram/explain';
import { evidenceText } from '@saliogram/signal';
import { alignColumns, percent } from '../text-table.ts';
import type { BeatWaves } from './beat-waves.ts';
import type { MapAgreement } from './compare-maps.ts';
import { evidenceTable } from './evidence-table.ts';
import type { Explanation } from './explain-sequence.ts';
import type { ExplainedMap } from './explained-map.ts';

/** Heat above this is called salient in words. */
const HOT = 0.7;

/** An explanation in lines of text; with `waves`, where the evidence lies. */
export function explanationLines(explanation: Explanation, waves: BeatWaves | undefined): string[] {
  const { input, classes, decided, target, probabilities, maps, agreement, leftOut } = explanation;
  const head = [
    input.title,
    `decided for ${nameOf(classes[decided])}, probability ${percent(probabilities[decided])}`,
  ];
  if (maps.length === 1 && leftOut.length === 0) {
    const [map] = maps;
    const words =
      map.evidence && waves
        ? evidenceText(map.evidence, waves.measurements, waves.leads)
        : stretchText(map, explanation);
    return [
      ...head,
      `${map.title} for ${nameOf(classes[target])}: ${words}`,
      ...(map.trust ? [`${map.trust.verdict}: ${map.trust.reasons.join(' ')}`] : []),
      `cost: ${costText(map)}`,
      ...segmentLines(map),
      ...gapLines(map),
      ...(map.attribution.notes ?? []),
    ];
  }
  const rows = maps.map((map) => [`  ${map.title}`, stretchText(map, explanation)]);
  return [
    ...head,
    `explained for ${nameOf(classes[target])}:`,
    ...(waves ? evidenceTable(maps, waves) : alignColumns(rows)),
    ...verdictLines(maps),
    ...(agreement ? ['', ...agreementLines(agreement)] : []),
    ...notesOf(maps),
    ...leftOut.map(({ method, why }) => `left out: ${method} (${why})`),
  ];
}

function nameOf({ name, symbol }: ClassInfo): string {
  return name === symbol ? symbol : `${name} (${symbol})`;
}

/** Where the hot steps are. */
function stretchText({ attribution }: ExplainedMap, { input: { drawing } }: Explanation): string {
  const { steps, channels } = attribution.shape;
  const heat = heatOf(attribution);
  const hot = Array.from({ length: steps }, (_, step) => step).filter((step) =>
    heat.subarray(step * channels, (step + 1) * channels).some((value) => value > HOT),
  );
  if (hot.length === 0) return 'nothing is salient';
  const from = hot[0];
  const to = hot[hot.length - 1] + 1;
  if (drawing.kind === 'image') {
    const row = (pixel: number): number => Math.floor(pixel / drawing.layout.columns);
    return `${hot.length} of ${steps} pixels have heat above ${HOT}, in rows ${row(from)} to ${row(to - 1)}`;
  }
  const { originStep = 0, samplingFrequency } = drawing.layout;
  const ms = (step: number): number => Math.round(((step - originStep) * 1000) / samplingFrequency);
  return `${hot.length} of ${steps} steps have heat above ${HOT}, between ${ms(from)} and ${ms(to)} ms from R`;
}

function costText({ attribution: { cost } }: ExplainedMap): string {
  const { forward, backward } = cost;
  return `${Math.round(forward * 10) / 10} forward and ${Math.round(backward * 10) / 10} backward passes`;
}

function gapLines({ attribution: { completenessGap } }: ExplainedMap): string[] {
  if (!completenessGap) return [];
  return [
    `its values miss the difference that they should add up to by ${completenessGap[0].toPrecision(2)}`,
  ];
}

/** A line for each map that was judged: the word, and what speaks against it or for it. */
function verdictLines(maps: readonly ExplainedMap[]): string[] {
  const rows = maps.flatMap(({ title, trust }) =>
    trust ? [[`  ${title}`, trust.verdict, trust.reasons[0]]] : [],
  );
  return rows.length === 0
    ? []
    : ['verdict on each map, for this sequence and baseline:', ...alignColumns(rows)];
}

/** What the segments are worth that were named. */
function segmentLines({ attribution: { segments, settings } }: ExplainedMap): string[] {
  if (!segments || settings['segments'] !== 'given') return [];
  const values = segments[0].map(({ name, value }) => `${name} ${value.toPrecision(2)}`);
  return [`what the class loses without each: ${values.join(', ')}`];
}

/** The matrix of rank correlations in hundredths, rows and columns numbered. */
function agreementLines({ methods, rankCorrelation }: MapAgreement): string[] {
  const hundredths = (value: number): string =>
    Number.isFinite(value) ? String(Math.round(100 * value)) : '-';
  return [
    'agreement: rank correlation of each two maps over the steps, in hundredths',
    ...alignColumns([
      ['', '', ...methods.map((_, i) => String(i + 1))],
      ...methods.map((method, i) => [String(i + 1), method, ...rankCorrelation[i].map(hundredths)]),
    ]),
  ];
}

/** Each note once, with the methods that have it. */
function notesOf(maps: readonly ExplainedMap[]): string[] {
  const methodsOf = new Map<string, string[]>();
  for (const { title, attribution } of maps) {
    for (const note of attribution.notes ?? []) methodsOf.set(note, [...(methodsOf.get(note) ?? []), title]);
  }
  return [...methodsOf].map(([note, titles]) => `${titles.join(', ')}: ${note}`);
}
