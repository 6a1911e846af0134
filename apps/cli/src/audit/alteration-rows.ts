import type { OnEvent } from '@saliogram/core';
import type { ByteStore } from '@saliogram/records';
import type { ShortcutRow } from '@saliogram/report';
import { DRIFT, OFFSET_MV, SHIFT_MS, SPIKE_PLACES_MS } from './alterations.ts';
import type { AlterationName } from './alterations.ts';
import { alterBeats } from './altered-beats.ts';
import type { AuditedModel } from './audited-model.ts';
import type { Reading } from './choose-beats.ts';
import { decide } from './decide.ts';
import { changeOf, measureChange } from './measure-change.ts';
import type { Members } from './measure-change.ts';
import { SPIKE_HALF_WIDTH_MS, SPIKE_HEIGHT_MV } from './pacing-spike.ts';

/** A change of all beats, and what was suspected. */
interface Trial {
  readonly suspect: string;
  readonly done: string;
  readonly alteration: AlterationName;
  /** Whether scaling a beat by its own mean and deviation undoes it exactly. */
  readonly undone?: boolean;
}

const TRIALS: readonly Trial[] = [
  { suspect: 'Baseline level', done: `${OFFSET_MV} mV added`, alteration: 'offset', undone: true },
  {
    suspect: 'Baseline level',
    done: `slow drift added, ${DRIFT.amplitudeMv} mV at ${DRIFT.frequencyHz} Hz`,
    alteration: 'drift',
  },
  { suspect: 'Gain', done: 'halved', alteration: 'halved', undone: true },
  { suspect: 'Gain', done: 'doubled', alteration: 'doubled', undone: true },
  { suspect: 'Polarity', done: 'upside down', alteration: 'inverted' },
  { suspect: 'Place of the R peak', done: `window ${SHIFT_MS} ms earlier`, alteration: 'earlier' },
  { suspect: 'Place of the R peak', done: `window ${SHIFT_MS} ms later`, alteration: 'later' },
];

/** Rows of what is done to the recording: level, gain, polarity, place of the window, leads, pacing spikes. */
export async function alterationRows(
  audited: AuditedModel,
  reading: Reading,
  records: readonly string[],
  store: ByteStore,
  members: Members,
  work: { readonly signal: AbortSignal; readonly onEvent: OnEvent },
): Promise<Omit<ShortcutRow, 'model'>[]> {
  const { inputs, present, leads } = await alterBeats(audited, reading, records, store, work);
  const { classes } = audited.model;
  const after = (name: AlterationName) => decide(audited.model, inputs[name], { signal: work.signal });
  const clean = await after('none');
  const rows: Omit<ShortcutRow, 'model'>[] = [];
  const swap: Trial[] =
    leads > 1 ? [{ suspect: 'Leads', done: 'the two leads exchanged', alteration: 'swapped' }] : [];
  for (const { suspect, done, alteration, undone } of [...TRIALS, ...swap]) {
    const measured = measureChange(changeOf(clean, await after(alteration), present), members);
    const byConstruction = undone === true && audited.preprocessing.scaling !== 'none';
    rows.push({
      suspect,
      done,
      measure: 'decisions changed',
      ...measured,
      verdict:
        byConstruction && measured.verdict === 'no effect'
          ? `no effect, by construction (scaling ${audited.preprocessing.scaling})`
          : measured.verdict,
    });
  }
  const paced = classes.findIndex(({ symbol }) => symbol === '/' || symbol === 'Q');
  const normal = classes.findIndex(({ symbol }) => symbol === 'N');
  if (paced < 0 || normal < 0) return rows;
  const decidedRight = (k: number) =>
    present.map((there, b) => (there === 1 && clean.classes[b] === k && reading.targets[b] === k ? 1 : 0));
  const spikeRow = async (
    done: string,
    of: number,
    counts: (from: number, to: number) => boolean,
    [alteration, elsewhere]: readonly [AlterationName, AlterationName],
    [measure, name]: readonly [string, string],
  ): Promise<Omit<ShortcutRow, 'model'>> => {
    const change = async (which: AlterationName) =>
      changeOf(clean, await after(which), decidedRight(of), counts);
    const control = { name, change: await change(elsewhere) };
    return {
      suspect: 'Pacing spikes',
      done,
      measure,
      ...measureChange(await change(alteration), members, control),
    };
  };
  const late = `${SPIKE_PLACES_MS.after} ms after the R peak`;
  rows.push(
    await spikeRow(
      `spike of paced beats replaced by a line of ${2 * SPIKE_HALF_WIDTH_MS} ms`,
      paced,
      (_, to) => to !== paced,
      ['spikeRemoved', 'lineElsewhere'],
      ['paced beats no longer paced', `the same line ${late}`],
    ),
    await spikeRow(
      `spike of ${SPIKE_HEIGHT_MV} mV added to normal beats ${-SPIKE_PLACES_MS.before} ms before the R peak`,
      normal,
      (_, to) => to === paced,
      ['spikeAdded', 'spikeElsewhere'],
      ['normal beats turned paced', `the same spike ${late}`],
    ),
  );
  return rows;
}
