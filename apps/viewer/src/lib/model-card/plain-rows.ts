/** Nested plain values as rows of dotted names and text: `config.batchSize`, `256`. */
export function plainRows(value: unknown, name = ''): [string, string][] {
  if (value === undefined) return [];
  if (typeof value === 'string') return [[name, value]];
  if (value === null || typeof value !== 'object') return [[name, JSON.stringify(value)]];
  if (Array.isArray(value)) {
    const isFlat = value.every((item) => item === null || typeof item !== 'object');
    return isFlat ? [[name, value.join(', ')]] : value.flatMap((item, i) => plainRows(item, `${name}[${i}]`));
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    plainRows(inner, name === '' ? key : `${name}.${key}`),
  );
}
