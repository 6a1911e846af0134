import { SaliogramError } from '@saliogram/core';
import type { Annotation } from './annotation.ts';
import { ANNOTATION_CODES, MAX_ANNOTATION_CODE } from './annotation-codes.ts';

/** What a code means in one annotation file. */
export interface AnnotationDefinition {
  readonly code: number;
  /** Without spaces. */
  readonly symbol: string;
  readonly description: string;
}

/** An annotation file's content, apart from what it says of itself. */
export interface AnnotationFile {
  readonly annotations: readonly Annotation[];
  /** Ticks per second that its samples are counted in; undefined for the record's sampling frequency. */
  readonly timeResolution: number | undefined;
  readonly definitions: readonly AnnotationDefinition[];
}

const NOTE = 22;
const RESOLUTION = '## time resolution: ';
const TABLE = '## annotation type definitions';
const TABLE_END = '## end of definitions';

/**
 * Separates the notes at sample 0 that say how a file's samples are counted and what its codes mean from its annotations,
 * and gives those the symbols so defined.
 *
 * @param file its name, for messages
 * @throws `file-corrupt` for a time resolution that is no positive number
 */
export function takeNotes(all: readonly Annotation[], file: string): AnnotationFile {
  const first = all.findIndex(({ sample, code, subtype, aux }) => {
    const isNote = sample === 0 && code === NOTE && subtype === 0;
    return !isNote || !(aux.startsWith('##') || definitionOf(aux));
  });
  const notes = all.slice(0, first < 0 ? all.length : first).map(({ aux }) => aux);
  // Only between its two ends is a line a definition: elsewhere it is a comment of someone's.
  const [start, end] = [notes.indexOf(TABLE), notes.indexOf(TABLE_END)];
  const isTable = start >= 0 && end > start;
  const table = isTable ? notes.slice(start + 1, end) : [];
  const definitions = table.flatMap((aux) => definitionOf(aux) ?? []);
  const symbols = new Map(definitions.map(({ code, symbol }) => [code, symbol]));
  const resolution = notes.find((aux) => aux.startsWith(RESOLUTION))?.slice(RESOLUTION.length);
  const timeResolution = resolution === undefined ? undefined : Number(resolution);
  if (timeResolution !== undefined && !(timeResolution > 0 && timeResolution < Infinity)) {
    throw new SaliogramError(
      'file-corrupt',
      `${file}: time resolution: got "${resolution}", expected a positive number; copy the file again`,
      { details: { file, field: 'time resolution', got: resolution } },
    );
  }
  const isOfFile = (annotation: Annotation, index: number): boolean =>
    index < notes.length
      ? notes[index].startsWith(RESOLUTION) || (isTable && index >= start && index <= end)
      : annotation.code === 0;
  return {
    annotations: all
      .filter((annotation, index) => !isOfFile(annotation, index))
      .map((annotation) => ({ ...annotation, symbol: symbols.get(annotation.code) ?? annotation.symbol })),
    timeResolution,
    definitions,
  };
}

/** The annotations that say what `options` do, and whether a table is among them. */
export function fileNotes(options: {
  readonly timeResolution?: number;
  readonly definitions?: readonly AnnotationDefinition[];
}): { notes: Annotation[]; isTable: boolean } {
  const { timeResolution, definitions = [] } = options;
  const lines: string[] = [];
  if (timeResolution !== undefined) {
    if (!(timeResolution > 0 && timeResolution < Infinity))
      throw wrong('time resolution', `${timeResolution}`);
    lines.push(`${RESOLUTION}${timeResolution}`);
  }
  for (const { code, symbol, description } of definitions) {
    const isCode = Number.isInteger(code) && code >= 1 && code <= MAX_ANNOTATION_CODE;
    if (!isCode || !/^\S+$/.test(symbol) || description !== description.trim())
      throw wrong('definition', `"${code} ${symbol} ${description}"`);
  }
  const isTable = definitions.length > 0;
  const table = definitions.map(({ code, symbol, description }) => `${code} ${symbol} ${description}`);
  if (isTable) lines.push(TABLE, ...table, TABLE_END);
  const { symbol = '"' } = ANNOTATION_CODES.find(({ code }) => code === NOTE) ?? {};
  return {
    notes: lines.map((aux) => ({ sample: 0, symbol, code: NOTE, subtype: 0, channel: 0, num: 0, aux })),
    isTable,
  };
}

function definitionOf(aux: string): AnnotationDefinition | undefined {
  const [, code, symbol, description] = /^\s*(\d+)\s+(\S+)\s*(.*)$/.exec(aux) ?? [];
  return code === undefined ? undefined : { code: Number(code), symbol, description };
}

function wrong(field: string, got: string): SaliogramError {
  return new SaliogramError(
    'argument-invalid',
    `annotation file: ${field}: got ${got}, expected ${field === 'definition' ? `a code of 1 to ${MAX_ANNOTATION_CODE}, a symbol without spaces and a description` : 'a positive number'}`,
    { details: { field, got } },
  );
}
