import { throwIfAborted } from '@saliogram/core';
import type { OnEvent, SequenceBatch } from '@saliogram/core';
import { openRecord, readAnnotations } from '@saliogram/records';
import type { ByteStore } from '@saliogram/records';
import { presetOf } from '../evaluation/judged-classes.ts';
import { ALTERATIONS } from './alterations.ts';
import type { AlterationName } from './alterations.ts';
import type { AuditedModel } from './audited-model.ts';
import { createBeatCutter } from './beat-cutter.ts';
import type { Reading } from './choose-beats.ts';

/** The beats of an audit as a model reads them from altered recordings. */
export interface AlteredBeats {
  /** [B, T, C] by alteration. */
  readonly inputs: Readonly<Record<AlterationName, SequenceBatch>>;
  /** 1 for a beat that every alteration left inside the recording, [B]. */
  readonly present: Uint8Array;
  /** Leads the model reads. */
  readonly leads: number;
}

/**
 * Cuts the beats of an audit out of their recordings again, once for each alteration.
 *
 * @param records of each beat, [B]
 * @throws what reading throws; `cancelled`
 */
export async function alterBeats(
  audited: AuditedModel,
  { x, peaks }: Reading,
  records: readonly string[],
  store: ByteStore,
  { signal, onEvent }: { readonly signal: AbortSignal; readonly onEvent: OnEvent },
): Promise<AlteredBeats> {
  const names = Object.keys(ALTERATIONS) as AlterationName[];
  const size = x.steps * x.channels;
  const inputs = Object.fromEntries(
    names.map((name) => [name, { ...x, values: new Float32Array(x.values.length) }]),
  ) as Record<AlterationName, SequenceBatch>;
  const present = new Uint8Array(x.batch).fill(1);
  let leads = 1;
  let done = 0;
  const recordNames = [...new Set(records)];
  for (const name of recordNames) {
    throwIfAborted(signal, 'audit');
    onEvent({
      type: 'progress',
      stage: `alter beats for ${audited.file}`,
      done: done++,
      total: recordNames.length,
    });
    const order = [...records.keys()].filter((b) => records[b] === name).sort((a, b) => peaks[a] - peaks[b]);
    const cutter = await createBeatCutter(
      await openRecord(store, name),
      await readAnnotations(store, name),
      audited.preprocessing,
      presetOf(audited.model),
    );
    leads = Math.max(leads, cutter.leads.length);
    for (const alteration of names) {
      const cut = await cutter.cut(
        order.map((b) => peaks[b]),
        ALTERATIONS[alteration],
      );
      cut.forEach((values, at) => {
        const b = order[at];
        if (values === null) present[b] = 0;
        else inputs[alteration].values.set(values, b * size);
      });
    }
  }
  onEvent({ type: 'progress', stage: `alter beats for ${audited.file}`, done, total: recordNames.length });
  return { inputs, present, leads };
}
