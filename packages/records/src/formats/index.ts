import { SaliogramError } from '@saliogram/core';
import { format0 } from './format-0.ts';
import { format8 } from './format-8.ts';
import { format16 } from './format-16.ts';
import { format24 } from './format-24.ts';
import { format32 } from './format-32.ts';
import { format61 } from './format-61.ts';
import { format80 } from './format-80.ts';
import { format160 } from './format-160.ts';
import { format212 } from './format-212.ts';
import { format310 } from './format-310.ts';
import { format311 } from './format-311.ts';
import { format508 } from './format-508.ts';
import { format516 } from './format-516.ts';
import { format524 } from './format-524.ts';
import type { SignalFormat } from './signal-format.ts';

const ALL: readonly SignalFormat[] = [
  format0,
  format8,
  format16,
  format24,
  format32,
  format61,
  format80,
  format160,
  format212,
  format310,
  format311,
  format508,
  format516,
  format524,
];

/** All signal formats of the WFDB library, by code. */
export const SIGNAL_FORMATS: ReadonlyMap<number, SignalFormat> = new Map(
  ALL.map((format) => [format.code, format]),
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
