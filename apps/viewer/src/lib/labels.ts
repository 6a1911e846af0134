import { ANNOTATION_CODES } from '@saliogram/records';

/** The five classes of ANSI/AAMI EC57, or none for a mark that is no beat. */
export type AamiClass = 'N' | 'S' | 'V' | 'F' | 'Q' | '';

/** What the AAMI classes are called. */
export const AAMI_NAMES: Readonly<Record<AamiClass, string>> = {
  N: 'normal or bundle branch block beat',
  S: 'supraventricular ectopic beat',
  V: 'ventricular ectopic beat',
  F: 'fusion beat',
  Q: 'paced or unclassifiable beat',
  '': 'not a beat',
};

/** A label in all the words a reader may know it by. */
export interface BeatLabel {
  /** As in MIT annotation files; empty where there is no label. */
  readonly symbol: string;
  /** Plain English, as `premature ventricular contraction`. */
  readonly name: string;
  readonly aami: AamiClass;
}

/*
 * The escape beats e and j stand with N, as in the tables that studies are published with; WFDB's bxb counts them with
 * S. It matters for 245 beats of MIT-BIH.
 */
const AAMI_SYMBOLS: readonly (readonly [AamiClass, string])[] = [
  ['N', 'NLRBej'],
  ['S', 'AaJSn'],
  ['V', 'VEr'],
  ['F', 'F'],
  ['Q', '/fQ?'],
];

const LABELS: ReadonlyMap<string, BeatLabel> = new Map(
  ANNOTATION_CODES.map(({ symbol, description }) => [
    symbol,
    {
      symbol,
      name: plainName(description),
      aami: AAMI_SYMBOLS.find(([, symbols]) => symbols.includes(symbol))?.[0] ?? '',
    },
  ]),
);

/** The standard's descriptions begin with a capital and often end in "beat"; R of `R-on-T` stays a capital. */
function plainName(description: string): string {
  return description.startsWith('R-on-T')
    ? description
    : `${description.charAt(0).toLowerCase()}${description.slice(1)}`;
}

/** The label of a MIT symbol; an unknown symbol names itself. */
export function labelOf(symbol: string): BeatLabel {
  const name = symbol === '' ? 'no label' : `${/^\d$/.test(symbol) ? 'digit' : 'class'} ${symbol}`;
  return LABELS.get(symbol) ?? { symbol, name, aami: '' };
}

/** A class by its name and its symbol, as `Normal beat (N)`, unless its name ends in it, as `Digit 7`. */
export function classText({ symbol, name }: { readonly symbol: string; readonly name: string }): string {
  return name.endsWith(` ${symbol}`) ? name : `${name} (${symbol})`;
}

/** As `premature ventricular contraction (V)` or `digit 7`. */
export function labelText(symbol: string): string {
  const { name } = labelOf(symbol);
  return symbol === '' ? name : classText({ symbol, name });
}

/** As `premature ventricular contraction (V), AAMI V: ventricular ectopic beat`. */
export function fullLabelText(symbol: string): string {
  const { aami } = labelOf(symbol);
  return aami === '' ? labelText(symbol) : `${labelText(symbol)}, AAMI ${aami}: ${AAMI_NAMES[aami]}`;
}

/** The ten digits. */
export const DIGIT_LABELS: readonly BeatLabel[] = Array.from('0123456789', labelOf);

/** All symbols that mark a beat, those that readers give most first. */
export const BEAT_LABELS: readonly BeatLabel[] = Array.from('NLRV/AaJSFEejnBrfQ?', (symbol) =>
  labelOf(symbol),
);
