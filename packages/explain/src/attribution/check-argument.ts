import { SaliogramError } from '@saliogram/core';

function refuse(where: string, name: string, value: unknown, expected: string): never {
  throw new SaliogramError(
    'argument-invalid',
    `${where}: got ${name} ${String(value)}, expected ${expected}`,
    {
      details: { [name]: value },
    },
  );
}

/** Throws `argument-invalid` unless `value` is an integer of at least `least`. */
export function checkInteger(where: string, name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) {
    refuse(where, name, value, `an integer of at least ${least}`);
  }
}

/** Throws `argument-invalid` unless `value` is a number from `least` to `most`. */
export function checkNumber(
  where: string,
  name: string,
  value: number,
  least = -Infinity,
  most = Infinity,
): void {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < least || value > most) {
    const range =
      most !== Infinity ? ` from ${least} to ${most}` : least !== -Infinity ? ` of at least ${least}` : '';
    refuse(where, name, value, `a finite number${range}`);
  }
}

/** Throws `argument-invalid` unless `value` is one of the words. */
export function checkWord(where: string, name: string, value: unknown, words: readonly string[]): void {
  if (!words.includes(value as string)) refuse(where, name, value, `one of ${words.join(', ')}`);
}
