import type { Block, Provenance, Section } from './report-data.ts';

/** Command, versions, seeds, hashes and settings as the last section of a report. */
export function provenanceSection(provenance: Provenance): Section {
  const { command, created, versions, seeds, hashes, settings, seconds } = provenance;
  return {
    title: 'How this was made',
    blocks: [
      { type: 'code', text: command },
      { type: 'keyValues', entries: [['Made', created], ...flatten(versions)] },
      ...group('Seeds', seeds),
      ...group('SHA-256', hashes),
      ...group('Settings', settings),
      ...group('Seconds', seconds ?? {}),
    ],
  };
}

function group(title: string, values: Readonly<Record<string, unknown>>): Block[] {
  const entries = flatten(values);
  return entries.length === 0
    ? []
    : [
        { type: 'subheading', text: title },
        { type: 'keyValues', entries },
      ];
}

/** Nested plain objects as dotted names with their values as text. */
export function flatten(value: unknown, name = ''): [string, string][] {
  if (value === undefined) return [];
  if (typeof value === 'string') return [[name, value]];
  if (value === null || typeof value !== 'object') return [[name, JSON.stringify(value) ?? '']];
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const all = Array.from(value as ArrayLike<unknown>);
    const plain = all.every((item) => item === null || typeof item !== 'object');
    return plain ? [[name, all.join(', ')]] : all.flatMap((item, i) => flatten(item, `${name}[${i}]`));
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    flatten(inner, name === '' ? key : `${name}.${key}`),
  );
}
