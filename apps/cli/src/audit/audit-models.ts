import { commonTimeGrid } from '@saliogram/explain';
import type { TimeGrid } from '@saliogram/explain';
import type { OnEvent } from '@saliogram/core';
import { openRecord } from '@saliogram/records';
import type { ByteStore } from '@saliogram/records';
import type { AuditResults, ShortcutRow } from '@saliogram/report';
import { alterationRows } from './alteration-rows.ts';
import { auditNotes } from './audit-notes.ts';
import type { AuditedModel } from './audited-model.ts';
import { stretchesOfBeats } from './beat-segments.ts';
import { chooseBeats } from './choose-beats.ts';
import type { ChosenBeats } from './choose-beats.ts';
import { channelShares } from './channel-shares.ts';
import { decide } from './decide.ts';
import { driftOf } from './drift.ts';
import type { Examined } from './drift.ts';
import { edgeHeatRows, edgeRows } from './edge-rows.ts';
import { explainBeats } from './explain-beats.ts';
import { identityRows } from './identity-rows.ts';
import { meansOf } from './measure-change.ts';
import type { Members } from './measure-change.ts';
import { withPatients } from './verdict.ts';

/** What an audit is asked for. */
export interface AuditRequest {
  /** One or two. */
  readonly models: readonly AuditedModel[];
  /** The recordings that their beats are from. */
  readonly store: ByteStore;
  /** Names of attribution methods. */
  readonly methods: readonly string[];
  /** Of beats. */
  readonly limit: number;
  readonly seed: number;
  /** Of patients, for intervals; default 2000. */
  readonly draws?: number;
  readonly work: { readonly signal: AbortSignal; readonly onEvent: OnEvent };
}

/** Looks for shortcuts of each model, and compares the explanations of two. */
export async function auditModels(request: AuditRequest): Promise<AuditResults> {
  const { models, store, limit, seed, draws = 2000, work } = request;
  const beats = chooseBeats(models, await ratesOf(models, store), limit);
  const { symbols, classOf, patients } = beats;
  const members: Members = { classOf, symbols, patients, seed, draws };
  const grid = commonTimeGrid(models.map(({ steps }) => steps));
  const examined: Examined[] = [];
  const shortcuts: ShortcutRow[] = [];
  for (const m of models.keys()) {
    const one = await examine(request, beats, m, grid);
    examined.push(one);
    shortcuts.push(...(await shortcutsOf(request, beats, m, one, members)));
  }
  const [first, second] = examined;
  const drift =
    second === undefined
      ? undefined
      : driftOf(
          [first, second],
          beats,
          grid,
          await stretchesOfBeats(first.audited, beats.readings[0].peaks, beats.records, grid, store, work),
          members,
        );
  return {
    models: examined.map(({ audited, decided }, m) => ({
      file: audited.file,
      split: { name: audited.split.name, seed: audited.split.seed },
      right: meansOf(
        decided.classes.map((decision, b) => (decision === beats.readings[m].targets[b] ? 1 : 0)),
        members,
      ),
      channels: channelShares(examined[m], models[m], members),
    })),
    beats: factsOf(beats, models[0]),
    ...(drift ? { drift } : {}),
    shortcuts,
    notes: auditNotes(models, beats),
  };
}

async function examine(
  { models, methods, work }: AuditRequest,
  beats: ChosenBeats,
  m: number,
  common: TimeGrid,
): Promise<Examined> {
  const audited = models[m];
  const reading = beats.readings[m];
  return {
    audited,
    file: audited.file,
    decided: await decide(audited.model, reading.x, { signal: work.signal }),
    explained: await explainBeats(
      audited,
      reading,
      methods,
      { common, own: commonTimeGrid([audited.steps]) },
      work,
    ),
  };
}

async function shortcutsOf(
  { store, work }: AuditRequest,
  beats: ChosenBeats,
  m: number,
  { audited, decided, explained }: Examined,
  members: Members,
): Promise<ShortcutRow[]> {
  const { model, file, steps } = audited;
  const reading = beats.readings[m];
  const { samplingFrequency } = steps;
  const rows = [
    ...(await edgeRows(model, reading.x, decided, samplingFrequency, members, work)),
    ...edgeHeatRows(explained, steps.steps, samplingFrequency, members),
    ...(await alterationRows(audited, reading, beats.records, store, members, work)),
    ...(await identityRows(decided.scores, reading.x, members, work.signal)),
  ];
  return rows.map((row) => ({
    ...row,
    model: file,
    verdict: withPatients(row.verdict, row.effect.all.groups),
  }));
}

/** Sampling frequency by record. */
async function ratesOf(
  models: readonly AuditedModel[],
  store: ByteStore,
): Promise<(record: string) => number> {
  const rates = new Map<string, number>();
  for (const name of models[0].beats.recordNames) {
    rates.set(name, (await openRecord(store, name)).samplingFrequency);
  }
  return (record) => rates.get(record) ?? NaN;
}

function factsOf({ symbols, classOf, patients, available, testOf }: ChosenBeats, first: AuditedModel) {
  const patientsIn = (k: number | undefined): number =>
    new Set(patients.filter((_, b) => k === undefined || classOf[b] === k)).size;
  return {
    n: classOf.length,
    patients: patientsIn(undefined),
    perClass: symbols.map((symbol, k) => ({
      symbol,
      name: first.beats.classes.find((info) => info.symbol === symbol)?.name ?? symbol,
      n: classOf.filter((label) => label === k).length,
      patients: patientsIn(k),
    })),
    available,
    testOf,
  };
}
