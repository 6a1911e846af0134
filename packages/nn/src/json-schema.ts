/** Reads `value` as a T, or throws with the name of the field at fault. */
export type Check<T> = (value: unknown, field: string) => T;

/** Says which field is wrong, what was found there and what was expected. */
export class FieldError extends Error {
  readonly field: string;

  constructor(field: string, value: unknown, expected: string) {
    super(`"${field}" is ${shown(value)}, expected ${expected}`);
    this.field = field;
  }
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}

export const text: Check<string> = (value, field) => {
  if (typeof value !== 'string' || value === '') throw new FieldError(field, value, 'a non-empty text');
  return value;
};

export const positiveInteger: Check<number> = (value, field) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) {
    throw new FieldError(field, value, 'a positive integer');
  }
  return value;
};

export const finiteNumber: Check<number> = (value, field) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new FieldError(field, value, 'a number');
  return value;
};

export const record: Check<Record<string, unknown>> = (value, field) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FieldError(field, value, 'an object');
  }
  return value as Record<string, unknown>;
};

export function oneOf<const T extends string>(...words: readonly T[]): Check<T> {
  return (value, field) => {
    if (!words.includes(value as T))
      throw new FieldError(field, value, words.map((w) => `"${w}"`).join(' or '));
    return value as T;
  };
}

export const flag: Check<boolean> = (value, field) => {
  if (typeof value !== 'boolean') throw new FieldError(field, value, 'true or false');
  return value;
};

/** A list of at least `least` items (default 1) and at most `most`. */
export function listOf<T>(item: Check<T>, { least = 1, most = Infinity } = {}): Check<T[]> {
  const expected =
    most < Infinity ? `a list of ${least} to ${most}` : least > 0 ? 'a non-empty list' : 'a list';
  return (value, field) => {
    if (!Array.isArray(value) || value.length < least || value.length > most) {
      throw new FieldError(field, value, expected);
    }
    return value.map((entry, i) => item(entry, `${field}[${i}]`));
  };
}

export function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value, field) => (value === undefined ? undefined : check(value, field));
}

/** An object with these fields; fields it does not know are kept, so that later versions may add some. */
export function objectOf<S extends Record<string, Check<unknown>>>(
  fields: S,
): Check<{ [F in keyof S]: ReturnType<S[F]> }> {
  return (value, field) => {
    const source = record(value, field || 'metadata');
    const result: Record<string, unknown> = { ...source };
    for (const [name, check] of Object.entries(fields)) {
      const found = check(source[name], field ? `${field}.${name}` : name);
      if (found !== undefined) result[name] = found;
    }
    return result as { [F in keyof S]: ReturnType<S[F]> };
  };
}
