import { synthesizeRecording } from '@saliogram/datasets';
import { encodeAnnotations } from '@saliogram/records';
import type { Page } from 'playwright-core';
import type { RangedFile } from './page-server.ts';

/** Drops files on the page, as they come from a folder of the reader. */
export async function dropFiles(
  page: Page,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  const coded = Object.entries(files).map(([name, content]) => [
    name,
    Buffer.from(content).toString('base64'),
  ]);
  await page.evaluate((dropped) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of dropped) {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      dataTransfer.items.add(new File([bytes], name));
    }
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, coded);
}

/** A table of 20 s at 360 Hz with a column of times. */
export function tableText(): string {
  const { samples, samplingFrequency } = synthesizeRecording({ seed: 1, durationS: 20 });
  const lines = Array.from(samples, (mv, i) => `${(i / samplingFrequency).toFixed(6)},${mv.toFixed(4)}`);
  return ['time,MLII', ...lines, ''].join('\n');
}

/** Seconds at the end of {@link longRecord} in which every lead is 0 mV. */
export const FLAT_S = 60;

/** A record of 24 hours of three leads at 360 Hz, of which only some bytes of either end can be had. */
export interface LongRecord {
  /** The files, by name. */
  readonly files: Readonly<Record<string, RangedFile>>;
  /** Bytes of signals that were sent. */
  sentBytes(): number;
}

/**
 * Ten seconds of heartbeats over and over, made when they are asked for; a request that begins in the middle of the signals
 * is never answered.
 *
 * @param endBytes how much of either end can be had
 */
export function longRecord(name: string, endBytes: number): LongRecord {
  const rate = 360;
  const leads = ['MLII', 'V1', 'V5'];
  const samples = 24 * 3600 * rate;
  const { samples: mv } = synthesizeRecording({ seed: 1, durationS: 10 });
  const block = Int16Array.from({ length: 10 * rate * leads.length }, (_, i) =>
    Math.round(mv[Math.floor(i / leads.length)] * 200),
  );
  const blockBytes = new Uint8Array(block.buffer);
  const size = samples * leads.length * 2;
  const flatFrom = size - FLAT_S * rate * leads.length * 2;
  let sent = 0;
  const signals: RangedFile = {
    size,
    read(from, to) {
      if (from > endBytes && from < size - endBytes) return new Promise<never>(() => undefined);
      sent += to - from;
      return Uint8Array.from({ length: to - from }, (_, i) =>
        from + i < flatFrom ? blockBytes[(from + i) % blockBytes.length] : 0,
      );
    },
  };
  const lines = leads.map((lead) => `${name}.dat 16 200/mV 16 0 ${block[0]} 0 0 ${lead}`);
  const header = [`${name} ${leads.length} ${rate} ${samples}`, ...lines, '# Age: 61', ''].join('\n');
  return {
    files: {
      [`${name}.hea`]: whole(new TextEncoder().encode(header)),
      [`${name}.dat`]: signals,
      [`${name}.atr`]: whole(encodeAnnotations([])),
    },
    sentBytes: () => sent,
  };
}

/** A file that is at hand. */
export function whole(bytes: Uint8Array): RangedFile {
  return { size: bytes.length, read: (from, to) => bytes.subarray(from, to) };
}
