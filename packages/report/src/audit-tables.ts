import type { Interval } from '@saliogram/core';
import type { GroupedMeans } from '@saliogram/explain';
import type { AttributionDrift, AuditResults, ShortcutRow } from './audit-results.ts';
import { className, thousands } from './number-text.ts';
import type { TableBlock, TableColumn } from './report-data.ts';

/** A table of an audit, by the section it belongs to. */
export interface AuditTable extends Omit<TableBlock, 'type' | 'collapsed'> {
  readonly section: 'beats' | 'drift' | 'shortcuts';
}

const right = (title: string): TableColumn => ({ title, align: 'right' });
/** Set flush left, figures with intervals may wrap, so that a wide table fits the page. */
const left = (title: string): TableColumn => ({ title });
const shortName = (file: string): string => file.replace(/\.safetensors$/, '');
const INTERVALS = 'in brackets 95 % intervals, whole patients drawn';

/** Everything an audit found as tables, for a page, a text or a terminal. */
export function auditTables(results: AuditResults): AuditTable[] {
  const { drift } = results;
  return [
    beatsTable(results),
    ...results.models.flatMap(channelTable),
    ...(drift
      ? [
          ...agreementTables(drift),
          classTable(drift),
          centreTable(results, drift),
          segmentTable(results, drift),
        ]
      : []),
    ...results.models.map((model) => shortcutTable(model, results.shortcuts)),
  ];
}

function beatsTable({ models, beats }: AuditResults): AuditTable {
  return {
    section: 'beats',
    caption: `${thousands(beats.n)} beats of ${beats.patients} patients, of ${thousands(beats.available)} in the test part of ${beats.testOf}; what the models get right of them, in per cent (${INTERVALS})`,
    columns: [
      left('class'),
      right('beats'),
      right('patients'),
      ...models.map(({ file, split }) => right(`${shortName(file)}, split ${split.name}`)),
    ],
    rows: [
      ...beats.perClass.map((info) => [
        className(info),
        thousands(info.n),
        String(info.patients),
        ...models.map((model) => perCent(model.right.perClass[info.symbol])),
      ]),
      ['all', thousands(beats.n), String(beats.patients), ...models.map((model) => perCent(model.right.all))],
    ],
  };
}

function channelTable({ file, channels }: AuditResults['models'][number]): AuditTable[] {
  if (channels.length === 0) return [];
  const methods = [...new Set(channels.map(({ method }) => method))];
  const names = [...new Set(channels.map(({ name }) => name))];
  const shareOf = (name: string, method: string) =>
    channels.find((each) => each.name === name && each.method === method)?.share.all;
  return [
    {
      section: 'beats',
      caption: `Share of the heat in each channel that ${shortName(file)} reads, in per cent (${INTERVALS})`,
      columns: [left('channel'), ...methods.map(right)],
      rows: names.map((name) => [name, ...methods.map((method) => perCent(shareOf(name, method)))]),
    },
  ];
}

function agreementTables({ agreement }: AttributionDrift): AuditTable[] {
  return agreement.map(({ of, n, rows }) => ({
    section: 'drift',
    caption: `How alike heat over time is, ${of} (${thousands(n)}); chance of the hottest tenth is 0.1 (${INTERVALS})`,
    columns: [
      left('what is compared'),
      left('technique'),
      right('rank correlation'),
      right('overlap of the hottest tenth'),
      right('cosine'),
    ],
    rows: rows.map(({ pair, method, measures }) => [
      pair.replaceAll('.safetensors', ''),
      method,
      number(measures.rankCorrelation.all),
      number(measures.topOverlap.all),
      number(measures.cosine.all),
    ]),
  }));
}

function classTable({ agreement }: AttributionDrift): AuditTable {
  const [{ of, rows }] = agreement;
  const kept = rows.filter(({ kind }) => kind === 'models' || kind === 'different beats');
  const symbols = symbolsOf(kept.map(({ measures }) => measures.rankCorrelation));
  return {
    section: 'drift',
    caption: `Rank correlation by class, ${of} (${INTERVALS})`,
    columns: [left('what is compared'), left('technique'), ...symbols.map(left)],
    rows: kept.map(({ pair, method, measures }) => [
      pair.replaceAll('.safetensors', ''),
      method,
      ...symbols.map((symbol) => number(measures.rankCorrelation.perClass[symbol])),
    ]),
  };
}

function centreTable({ models }: AuditResults, { centre }: AttributionDrift): AuditTable {
  const symbols = symbolsOf(centre.map(({ shift }) => shift));
  return {
    section: 'drift',
    caption: `Where the middle of the heat lies, ms from the R peak, and how far the second model's lies behind the first's, by class too (${INTERVALS})`,
    columns: [
      left('technique'),
      ...models.map(({ file }) => right(shortName(file))),
      right('shift'),
      ...symbols.map((symbol) => left(`shift, ${symbol}`)),
    ],
    rows: centre.map(({ method, first, second, shift }) => [
      method,
      number(first.all, 0),
      number(second.all, 0),
      number(shift.all, 0),
      ...symbols.map((symbol) => number(shift.perClass[symbol], 0)),
    ]),
  };
}

function segmentTable({ models }: AuditResults, { segments }: AttributionDrift): AuditTable {
  return {
    section: 'drift',
    caption: `Share of the heat in each segment of the beat, in per cent (${INTERVALS})`,
    columns: [
      left('technique'),
      left('segment'),
      right('share of the time'),
      ...models.map(({ file }) => right(shortName(file))),
      right('second less first'),
    ],
    rows: segments.map(({ method, segment, time, first, second, difference }) => [
      method,
      segment,
      (100 * time.all.estimate).toFixed(1),
      perCent(first.all),
      perCent(second.all),
      perCent(difference.all),
    ]),
  };
}

function shortcutTable(
  { file }: AuditResults['models'][number],
  shortcuts: readonly ShortcutRow[],
): AuditTable {
  return {
    section: 'shortcuts',
    caption: `Suspected shortcuts of ${shortName(file)}, in per cent (${INTERVALS}); the excess over the control is beat by beat; the last figure is the fall of the probability of the class decided before, in points`,
    columns: [
      left('suspect'),
      left('what was done'),
      left('per cent of'),
      left('effect'),
      left('control'),
      left('excess'),
      left('fall'),
      left('verdict'),
    ],
    rows: shortcuts
      .filter(({ model }) => model === file)
      .map(({ suspect, done, measure, effect, control, fall, verdict }) => [
        suspect,
        done,
        `${thousands(effect.all.n)} beats: ${measure}`,
        perCent(effect.all),
        control === undefined
          ? 'the same beats, unaltered: 0'
          : `${control.name}: ${perCent(control.effect)}`,
        control === undefined ? '' : perCent(control.excess),
        fall === undefined ? '' : perCent(fall),
        verdict,
      ]),
  };
}

function symbolsOf(means: readonly GroupedMeans[]): string[] {
  return [...new Set(means.flatMap(({ perClass }) => Object.keys(perClass)))];
}

/** `0.62 (0.55 to 0.70)` */
function number(interval: Interval | undefined, digits = 2): string {
  if (interval === undefined || !Number.isFinite(interval.estimate)) return '–';
  const fixed = (value: number): string =>
    (Number.isFinite(value) ? value.toFixed(digits) : '–').replace(/^-(0(\.0*)?)$/, '$1').replace('-', '−');
  const { estimate, low, high } = interval;
  const ends = low === high ? '' : ` (${fixed(low)} to ${fixed(high)})`;
  return `${fixed(estimate)}${ends}`;
}

function perCent(interval: Interval | undefined): string {
  if (interval === undefined) return '–';
  const { estimate, low, high } = interval;
  return number({ estimate: 100 * estimate, low: 100 * low, high: 100 * high }, 1);
}
