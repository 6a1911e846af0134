import type { ClassInfo } from '@saliogram/core';
import { heatOf } from '@saliogram/explain';
import { evidenceText } from '@saliogram/signal';
import { alignColumns, percent } from '../text-table.ts';
import { agreementLines } from './agreement-lines.ts';
import type { BeatWaves } from './beat-waves.ts';
import type { LeftOut } from './choose-methods.ts';
import { evidenceTable } from './evidence-table.ts';
import type { Explanation } from './explain-sequence.ts';
import type { ExplainedMap } from './explained-map.ts';

/** Heat above this is called salient in words. */
const HOT = 0.7;

/**
 * An explanation in lines of text; with `waves`, where the evidence lies.
 *
 * @param width of the screen
 */
export function explanationLines(
  explanation: Explanation,
  waves: BeatWaves | undefined,
  width = Infinity,
): string[] {
  const { input, classes, decided, target, probabilities, maps, agreement, leftOut } = explanation;
  const head = [
    input.title,
    `decision: ${nameOf(classes[decided])}, probability ${percent(probabilities[decided])}`,
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
      ...completenessLines(map),
      ...(map.attribution.notes ?? []),
    ];
  }
  const rows = maps.map((map) => [`  ${map.title}`, stretchText(map, explanation)]);
  return [
    ...head,
    `explained for ${nameOf(classes[target])}:`,
    ...(waves ? evidenceTable(maps, waves) : alignColumns(rows)),
    ...verdictLines(maps, width),
    ...(agreement ? ['', ...agreementLines(agreement, width)] : []),
    ...notesOf(maps),
    ...leftOutLines(leftOut),
  ];
}

function nameOf({ name, symbol }: ClassInfo): string {
  return name === symbol || name.endsWith(` ${symbol}`) ? name : `${name} (${symbol})`;
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
    const [first, last] = [row(from), row(to - 1)];
    const where = first === last ? `in row ${first}` : `in rows ${first} to ${last}`;
    return `${hot.length} of ${steps} pixels have heat above ${HOT}, ${where}`;
  }
  const { originStep = 0, samplingFrequency } = drawing.layout;
  const ms = (step: number): number => Math.round(((step - originStep) * 1000) / samplingFrequency);
  return `${hot.length} of ${steps} steps have heat above ${HOT}, between ${ms(from)} and ${ms(to)} ms from R`;
}

function costText({ attribution: { cost } }: ExplainedMap): string {
  // Passes over a part of the sequence count as parts of one.
  const [forward, backward] = [cost.forward, cost.backward].map(Math.ceil);
  if (backward > 0) return `${forward} forward and ${backward} backward passes`;
  return forward === 1 ? '1 forward pass' : `${forward} forward passes`;
}

/** What the values add up to, and what they should. */
function completenessLines({ attribution: { completenessGap, values } }: ExplainedMap): string[] {
  if (!completenessGap) return [];
  const sum = values.reduce((total, value) => total + value, 0);
  const digits = (value: number): string => String(Number(value.toPrecision(3)));
  return [
    `completeness: the values add up to ${digits(sum)}, and should to ${digits(sum - completenessGap[0])}`,
  ];
}

/** A line for each map that was judged: the word, and what speaks against it or for it. */
function verdictLines(maps: readonly ExplainedMap[], width: number): string[] {
  const rows = maps.flatMap(({ title, trust }) =>
    trust ? [[`  ${title}`, trust.verdict, trust.reasons[0]]] : [],
  );
  return rows.length === 0
    ? []
    : ['verdict on each map, for this sequence and baseline:', ...alignColumns(rows, width)];
}

/** What the segments are worth that were named. */
function segmentLines({ attribution: { segments, settings } }: ExplainedMap): string[] {
  if (!segments || settings['segments'] !== 'given') return [];
  const values = segments[0].map(({ name, value }) => `${name} ${value.toPrecision(2)}`);
  return [`what the class loses without each: ${values.join(', ')}`];
}

/** Each note once, with the methods that have it. */
function notesOf(maps: readonly ExplainedMap[]): string[] {
  const methodsOf = new Map<string, string[]>();
  for (const { title, attribution } of maps) {
    for (const note of attribution.notes ?? []) methodsOf.set(note, [...(methodsOf.get(note) ?? []), title]);
  }
  return [...methodsOf].map(([note, titles]) => `${titles.join(', ')}: ${note}`);
}

/** A line for each reason, with the methods that it keeps out. */
function leftOutLines(leftOut: readonly LeftOut[]): string[] {
  const reasons = [...new Set(leftOut.map(({ why }) => why))];
  return reasons.map((reason) => {
    const methods = leftOut.filter(({ why }) => why === reason).map(({ method }) => method);
    return `left out: ${methods.join(', ')} (${reason})`;
  });
}
