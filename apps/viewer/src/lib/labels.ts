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
  return LABELS.get(symbol) ?? { symbol, name: symbol === '' ? 'no label' : `class ${symbol}`, aami: '' };
}

/** As `premature ventricular contraction (V)`. */
export function labelText(symbol: string): string {
  const { name } = labelOf(symbol);
  return symbol === '' ? name : `${name} (${symbol})`;
}

/** As `premature ventricular contraction (V), AAMI V: ventricular ectopic beat`. */
export function fullLabelText(symbol: string): string {
  const { aami } = labelOf(symbol);
  return aami === '' ? labelText(symbol) : `${labelText(symbol)}, AAMI ${aami}: ${AAMI_NAMES[aami]}`;
}

/** All symbols that mark a beat, those that readers give most first. */
export const BEAT_LABELS: readonly BeatLabel[] = Array.from('NLRV/AaJSFEejnBrfQ?', (symbol) =>
  labelOf(symbol),
);
