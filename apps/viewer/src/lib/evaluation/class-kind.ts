import type { ClassInfo } from '@saliogram/core';
import { AAMI_NAMES, classText, labelOf, labelText } from '../labels.ts';
import type { AamiClass } from '../labels.ts';
import { AAMI_CLASSES, aamiBeat } from './aami-beats.ts';
import type { EvaluatedRecord } from './evaluated-beats.ts';

/** The classes that are counted in: the model's own, or those of the standard. */
export type ClassKind = 'model' | 'aami';

/** Classes, and records in terms of them. */
export interface CountedClasses {
  readonly classes: readonly ClassInfo[];
  /** Names a class by its symbol. */
  readonly nameOf: (symbol: string) => string;
  readonly inClasses: (record: EvaluatedRecord) => EvaluatedRecord;
  /** Symbols of the classes that the model can't decide for. */
  readonly missing: readonly string[];
}

/** @param own the model's classes */
export function countedClasses(kind: ClassKind, own: readonly ClassInfo[]): CountedClasses {
  if (kind === 'model') {
    return { classes: own, nameOf: labelText, inClasses: (record) => record, missing: [] };
  }
  const symbols = own.map(({ symbol }) => symbol);
  const known = new Set<string>(symbols.map((symbol) => labelOf(symbol).aami));
  return {
    classes: AAMI_CLASSES,
    nameOf: (symbol) => classText({ symbol, name: AAMI_NAMES[symbol as AamiClass] }),
    inClasses: (record) => ({ ...record, beats: record.beats.map((beat) => aamiBeat(beat, symbols)) }),
    missing: AAMI_CLASSES.map(({ symbol }) => symbol).filter((symbol) => !known.has(symbol)),
  };
}
