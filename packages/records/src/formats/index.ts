import { SaliogramError } from '@saliogram/core';
import { format16 } from './format-16.ts';
import { format212 } from './format-212.ts';
import type { SignalFormat } from './signal-format.ts';

/** The signal formats this version reads and writes, by code. */
export const SIGNAL_FORMATS: ReadonlyMap<number, SignalFormat> = new Map(
  [format16, format212].map((format) => [format.code, format]),
);

/**
 * The signal format of a code.
 *
 * @param where what the code was read from, for the message
 * @throws `format-unknown`
 */
export function signalFormat(code: number, where: string): SignalFormat {
  const format = SIGNAL_FORMATS.get(code);
  if (format) return format;
  const known = [...SIGNAL_FORMATS.keys()].join(', ');
  throw new SaliogramError(
    'format-unknown',
    `${where}: got signal format ${code}, expected one of ${known}; convert the record to one of these`,
    { details: { where, format: code, known: [...SIGNAL_FORMATS.keys()] } },
  );
}
