/** A kind of annotation: its code in MIT annotation files, the symbol readers know, what it says. */
export interface AnnotationCode {
  readonly code: number;
  readonly symbol: string;
  readonly description: string;
  /** Whether it marks a beat (a QRS complex). */
  readonly isBeat: boolean;
}

const BEATS: readonly (readonly [number, string, string])[] = [
  [1, 'N', 'Normal beat'],
  [2, 'L', 'Left bundle branch block beat'],
  [3, 'R', 'Right bundle branch block beat'],
  [4, 'a', 'Aberrated atrial premature beat'],
  [5, 'V', 'Premature ventricular contraction'],
  [6, 'F', 'Fusion of ventricular and normal beat'],
  [7, 'J', 'Nodal (junctional) premature beat'],
  [8, 'A', 'Atrial premature contraction'],
  [9, 'S', 'Premature or ectopic supraventricular beat'],
  [10, 'E', 'Ventricular escape beat'],
  [11, 'j', 'Nodal (junctional) escape beat'],
  [12, '/', 'Paced beat'],
  [13, 'Q', 'Unclassifiable beat'],
  [25, 'B', 'Left or right bundle branch block beat'],
  [30, '?', 'Beat during learning'],
  [34, 'e', 'Atrial escape beat'],
  [35, 'n', 'Supraventricular escape beat'],
  [38, 'f', 'Fusion of paced and normal beat'],
  [41, 'r', 'R-on-T premature ventricular contraction'],
];

const OTHERS: readonly (readonly [number, string, string])[] = [
  [14, '~', 'Signal quality change'],
  [16, '|', 'Isolated QRS-like artifact'],
  [18, 's', 'ST segment change'],
  [19, 'T', 'T-wave change'],
  [20, '*', 'Systole'],
  [21, 'D', 'Diastole'],
  [22, '"', 'Comment'],
  [23, '=', 'Measurement'],
  [24, 'p', 'P-wave peak'],
  [26, '^', 'Non-captured pacemaker spike'],
  [27, 't', 'T-wave peak'],
  [28, '+', 'Rhythm change'],
  [29, 'u', 'U-wave peak'],
  [31, '!', 'Ventricular flutter wave'],
  [32, '[', 'Start of ventricular flutter or fibrillation'],
  [33, ']', 'End of ventricular flutter or fibrillation'],
  [36, '@', 'Link to external data'],
  [37, 'x', 'Non-conducted P wave (blocked atrial premature beat)'],
  [39, '(', 'Waveform onset'],
  [40, ')', 'Waveform end'],
];

const entry =
  (isBeat: boolean) =>
  ([code, symbol, description]: readonly [number, string, string]): AnnotationCode => ({
    code,
    symbol,
    description,
    isBeat,
  });

/** The 39 standard codes (ecgcodes.h of the WFDB library: 1 to 41 without 15 and 17), in the order of their codes. */
export const ANNOTATION_CODES: readonly AnnotationCode[] = [
  ...BEATS.map(entry(true)),
  ...OTHERS.map(entry(false)),
].sort((a, b) => a.code - b.code);

/** Symbols of annotations that mark a beat; flutter waves (`!`) are not among them. */
export const BEAT_SYMBOLS: ReadonlySet<string> = new Set(
  ANNOTATION_CODES.filter((code) => code.isBeat).map((code) => code.symbol),
);

/** The highest code an annotation may have; those from 42 are the user's own. */
export const MAX_ANNOTATION_CODE = 49;

const bySymbol = new Map(ANNOTATION_CODES.map((entry) => [entry.symbol, entry.code]));
const byCode = new Map(ANNOTATION_CODES.map((entry) => [entry.code, entry.symbol]));

/** The symbol of a code; codes without one are written `[42]`, as the WFDB library does. */
export function symbolOf(code: number): string {
  return byCode.get(code) ?? `[${code}]`;
}

/** The code of a symbol, also of the form `[42]`; undefined when there is none. */
export function codeOf(symbol: string): number | undefined {
  const own = /^\[(\d+)\]$/.exec(symbol);
  return own ? Number(own[1]) : bySymbol.get(symbol);
}
