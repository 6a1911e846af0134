import { SaliogramError } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { checkNumber, checkWord } from '../attribution/check-argument.ts';
import { BASELINE_NAMES } from '../baselines/baseline.ts';

/** What any method may be given; `onFrame` is heard of by iterative ones alone. */
const RUN_OPTIONS = ['signal', 'onEvent', 'onFrame', 'batchSize'];

/** Options that are objects, and what of. */
const PARTS: Readonly<Record<string, string>> = {
  reference: 'what baselines are made of: data, labels, dominantBeats or isoelectric',
  runs: 'count and spacing',
  blocks: 'rows, columns and rowLength',
};

const SEQUENCES = 'sequences with values as a Float32Array [B, T, C], batch, steps and channels';

type Options = Readonly<Record<string, unknown>>;

/**
 * Checks what options of one name mean in every method, before any pass; what is a method's own, it checks itself.
 *
 * @param spans options that count steps of the sequence
 * @throws `config-invalid` for an unknown option, `argument-invalid` for a value of the wrong kind or a span that is longer
 *   than the sequences
 */
export function checkOptions(
  where: string,
  options: Options,
  defaults: Options,
  x: SequenceBatch,
  spans: readonly string[],
): void {
  const known = Object.keys(defaults);
  for (const [name, value] of Object.entries(options)) {
    if (RUN_OPTIONS.includes(name)) continue;
    if (!known.includes(name)) {
      throw new SaliogramError(
        'config-invalid',
        `${where}: got option ${name}, expected ${known.length === 0 ? 'none' : known.join(', ')}`,
        { details: { option: name, known } },
      );
    }
    if (value === undefined || value === null) continue;
    if (typeof defaults[name] === 'boolean' && typeof value !== 'boolean') {
      refuse(where, name, value, 'true or false');
    }
    // One start may stand alone.
    if (Array.isArray(defaults[name]) && name !== 'start' && !Array.isArray(value)) {
      refuse(where, name, value, `a list such as ${JSON.stringify(defaults[name])}`);
    }
    checkKind(where, name, value);
    // The default is no choice: on a short sequence it reaches over the edges.
    if (spans.includes(name) && value !== defaults[name]) checkSpan(where, name, value, x.steps);
  }
}

function checkKind(where: string, name: string, value: unknown): void {
  if (name === 'objective') checkWord(where, name, value, ['score', 'probability', 'log-probability']);
  if (name === 'snrDb') checkNumber(where, name, value as number);
  if (name === 'baseline') checkBaseline(where, value);
  if (name === 'data' && !isBatch(value)) refuse(where, name, value, SEQUENCES);
  if (name === 'generator' && typeof value !== 'string' && !hasCall(value, 'sample')) {
    refuse(where, name, value, 'the name of a generator or one with sample()');
  }
  if (name in PARTS && typeof value !== 'object') refuse(where, name, value, `an object of ${PARTS[name]}`);
  if (name === 'reference') {
    for (const [part, own] of Object.entries(value as object)) {
      if (part === 'data' || part === 'dominantBeats') {
        if (own !== undefined && !isBatch(own)) refuse(where, `reference.${part}`, own, SEQUENCES);
      }
    }
  }
}

function checkBaseline(where: string, value: unknown): void {
  if (typeof value === 'number' || isBatch(value)) return;
  if (typeof value !== 'object') checkWord(where, 'baseline', value, BASELINE_NAMES);
  else refuse(where, 'baseline', value, `a number, one of ${BASELINE_NAMES.join(', ')}, or ${SEQUENCES}`);
}

/** A window that covers more than there is would be another one than was asked for. */
function checkSpan(where: string, name: string, value: unknown, steps: number): void {
  if (typeof value !== 'number' || value <= steps) return;
  throw new SaliogramError(
    'argument-invalid',
    `${where}: got ${name} ${value} for sequences of ${steps} steps, expected at most ${steps}; choose a shorter one, or longer sequences`,
    { details: { [name]: value, steps } },
  );
}

function isBatch(value: unknown): boolean {
  const { values, steps, channels } = value as Partial<SequenceBatch>;
  return ArrayBuffer.isView(values) && Number.isInteger(steps) && Number.isInteger(channels);
}

function hasCall(value: unknown, call: string): boolean {
  return typeof (value as Options)[call] === 'function';
}

function refuse(where: string, name: string, value: unknown, expected: string): never {
  const got = typeof value === 'string' ? value : JSON.stringify(value).slice(0, 60);
  throw new SaliogramError('argument-invalid', `${where}: got ${name} ${got}, expected ${expected}`, {
    details: { option: name },
  });
}
