import type { View } from './app-state.ts';
import { MOST_ZOOM } from './paper/window.ts';
import type { RecordingFacts } from './recording.ts';

/** A place in a recording, as a link or a reload brings it back. */
export interface Address {
  readonly recording: Pick<RecordingFacts, 'name' | 'digest' | 'images'>;
  readonly view: View;
}

/** What an address says; what it does not say, or says wrongly, is left out. */
export interface PartialAddress {
  readonly recording: Pick<RecordingFacts, 'name' | 'digest'> | null;
  readonly view: Partial<View>;
}

/** At this zoom a month of heartbeats fits on a screen. */
const LEAST_ZOOM = 1e-6;
/** Digits of the digest that an address holds: enough to tell recordings apart. */
const DIGEST_DIGITS = 16;

// Records, so that the compiler tells of a value that is added to the view and missing here.
const SPEEDS: Readonly<Record<View['speedMmPerS'], true>> = { 12.5: true, 25: true, 50: true };
const GAINS: Readonly<Record<View['gainMmPerMv'], true>> = { 5: true, 10: true, 20: true };
const FILTERS: Readonly<Record<View['filter'], true>> = { none: true, baseline: true, monitor: true };
const BASELINES: Readonly<Record<NonNullable<View['baseline']>, true>> = {
  zero: true,
  mean: true,
  mode: true,
  isoelectric: true,
  'class-median': true,
  'dominant-beat': true,
  noise: true,
  data: true,
};
const PANELS: Readonly<Record<View['panel'], true>> = {
  explain: true,
  compare: true,
  aggregate: true,
  review: true,
  model: true,
  annotators: true,
  evaluate: true,
};

/**
 * The fragment of the page's address, with its `#`: `#recording=100&digest=0123456789abcdef&t=12.5&...`; images have a number
 * and no paper.
 */
export function formatAddress({ recording, view }: Address): string {
  const { startS, speedMmPerS, gainMmPerMv, zoom, filter, beat, target, methods, baseline, panel } = view;
  const paper: readonly (readonly [string, string | number | null])[] = [
    ['t', Math.round(startS * 1000) / 1000],
    ['speed', speedMmPerS],
    ['gain', gainMmPerMv],
    ['zoom', zoom],
    ['filter', filter],
    ['beat', beat],
  ];
  const fields: readonly (readonly [string, string | number | null])[] = [
    ['recording', recording.name],
    ['digest', recording.digest.slice(0, DIGEST_DIGITS)],
    ...(recording.images ? [['image', beat] as const] : paper),
    ['target', target],
    ['baseline', baseline],
    ['panel', panel],
  ];
  const written = fields.flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return `#${[...written, `methods=${methods.map(encodeURIComponent).join(',')}`].join('&')}`;
}

/** Reads a fragment, with or without its `#`; never fails, since anyone may write one. */
export function parseAddress(fragment: string): PartialAddress {
  const fields = new Map(
    fragment
      .replace(/^#/, '')
      .split('&')
      .map((field) => {
        const at = field.indexOf('=');
        return at < 0 ? ([field, ''] as const) : ([field.slice(0, at), field.slice(at + 1)] as const);
      }),
  );
  const name = decode(fields.get('recording'));
  const digest = decode(fields.get('digest'));
  const view = {
    startS: numberOf(fields.get('t')),
    speedMmPerS: oneOf(SPEEDS, fields.get('speed'), Number),
    gainMmPerMv: oneOf(GAINS, fields.get('gain'), Number),
    zoom: zoomOf(fields.get('zoom')),
    filter: oneOf(FILTERS, fields.get('filter'), String),
    beat: indexOf(fields.get('beat') ?? fields.get('image')),
    target: indexOf(fields.get('target')),
    baseline: oneOf(BASELINES, fields.get('baseline'), String),
    panel: oneOf(PANELS, fields.get('panel'), String),
    methods: methodsOf(fields.get('methods')),
  };
  return {
    recording: name && digest && /^[0-9a-f]+$/.test(digest) ? { name, digest } : null,
    view: Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined)),
  };
}

/** Whether an address speaks of this recording. */
export function isAddressOf(address: PartialAddress, recording: Pick<RecordingFacts, 'digest'>): boolean {
  return address.recording !== null && recording.digest.startsWith(address.recording.digest);
}

/** What of a view means something in its own recording only: the time, the beat and its class. */
export function placeOf({ startS, beat, target }: Partial<View>): Partial<View> {
  return {
    ...(startS !== undefined && { startS }),
    ...(beat !== undefined && { beat }),
    ...(target !== undefined && { target }),
  };
}

/** What of a view holds in any recording: the paper, its filter, the methods and the panel. */
export function mannerOf({ startS: _t, beat: _b, target: _c, ...manner }: Partial<View>): Partial<View> {
  return manner;
}

function methodsOf(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  if (text === '') return [];
  const methods = text.split(',').map(decode);
  return methods.every((method) => method !== undefined && method !== '') ? (methods as string[]) : undefined;
}

function decode(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // a stray % sign
  }
}

function numberOf(text: string | undefined): number | undefined {
  const value = Number(text);
  return text !== undefined && text !== '' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function zoomOf(text: string | undefined): number | undefined {
  const value = numberOf(text);
  return value !== undefined && value >= LEAST_ZOOM && value <= MOST_ZOOM ? value : undefined;
}

function indexOf(text: string | undefined): number | undefined {
  const value = numberOf(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

function oneOf<T extends string | number>(
  known: Readonly<Record<T, true>>,
  text: string | undefined,
  as: (text: string) => string | number,
): T | undefined {
  return text !== undefined && Object.hasOwn(known, text) ? (as(text) as T) : undefined;
}
