import { SaliogramError } from '@saliogram/core';
import { BASELINE_NAMES, attributionMethod, attributionMethods } from '@saliogram/explain';
import type { BaselineName } from '@saliogram/explain';
import { TEMPORAL_SCORES } from './choose-methods.ts';
import type { ExplainedInput } from './explained-input.ts';

/** What the command line says of how methods run. */
export interface MethodSettings {
  /** `name=value`, or `method.name=value` for one of several. */
  readonly set: readonly string[];
  readonly baseline?: string | undefined;
  readonly seed: number;
  /** Whether a learned mask is sought as the paper does. */
  readonly paper: boolean;
}

/**
 * The options of each method by name.
 *
 * @throws `argument-invalid` for an option or baseline that no chosen method knows
 */
export async function optionsOfMethods(
  names: readonly string[],
  settings: MethodSettings,
  input: Pick<ExplainedInput, 'others' | 'presets' | 'baselineReference'> &
    Partial<Pick<ExplainedInput, 'segments'>>,
): Promise<Map<string, Record<string, unknown>>> {
  const baseline = settings.baseline === undefined ? undefined : baselineOf(settings.baseline);
  if (baseline !== undefined && !names.some((name) => 'baseline' in defaultsOf(name))) {
    const able = attributionMethods.filter(({ defaults }) => 'baseline' in defaults).map(({ name }) => name);
    throw new SaliogramError(
      'argument-invalid',
      `--baseline: got ${baseline} for ${names.join(', ')}, expected it with a method that has a baseline: ${able.join(', ')}`,
      { details: { baseline, methods: names } },
    );
  }
  const given = optionsSet(names, settings.set);
  const options = new Map<string, Record<string, unknown>>();
  for (const name of names) {
    const defaults = defaultsOf(name);
    const used = baseline ?? defaults['baseline'];
    const reference =
      'reference' in defaults && isBaselineName(used) ? await input.baselineReference(used) : undefined;
    // What it is for; the others divide the beat evenly, and finer.
    const segments = name === 'segment-ablation' ? await input.segments?.() : undefined;
    options.set(name, {
      ...input.presets[name],
      ...(segments ? { segments } : {}),
      ...('data' in defaults ? { data: input.others } : {}),
      ...('seed' in defaults ? { seed: settings.seed } : {}),
      ...('paper' in defaults && settings.paper ? { paper: true } : {}),
      ...('baseline' in defaults && baseline !== undefined ? { baseline } : {}),
      ...(reference ? { reference } : {}),
      ...given[name],
    });
  }
  return options;
}

/**
 * What `--set` says of each of the methods, by name.
 *
 * @throws `argument-invalid` for an option that none of them knows
 */
export function optionsSet(
  names: readonly string[],
  set: readonly string[],
): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const given = set.map(parsePair);
  checkKnown(given, names, defaultsOf);
  return Object.fromEntries(
    names.map((name) => [
      name,
      Object.fromEntries(
        given
          .filter(
            ({ method, key }) => method === name || (method === null && isFor(key, names, defaultsOf(name))),
          )
          .map(({ key, value }) => [key, value]),
      ),
    ]),
  );
}

function defaultsOf(name: string): Readonly<Record<string, unknown>> {
  return name === TEMPORAL_SCORES ? {} : attributionMethod(name).defaults;
}

/** An option for all methods goes to those that know it; with a single method, to that one, which may complain. */
function isFor(key: string, names: readonly string[], defaults: Readonly<Record<string, unknown>>): boolean {
  return names.length === 1 || key in defaults;
}

/** A baseline of the command line: a name or a number. @throws `argument-invalid` */
export function baselineOf(text: string): BaselineName | number {
  if (isBaselineName(text)) return text;
  const value = text.trim() === '' ? NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new SaliogramError(
    'argument-invalid',
    `--baseline: got ${text}, expected a number or one of ${BASELINE_NAMES.join(', ')}`,
    { details: { baseline: text } },
  );
}

function isBaselineName(value: unknown): value is BaselineName {
  return (BASELINE_NAMES as readonly unknown[]).includes(value);
}

interface Pair {
  readonly method: string | null;
  readonly key: string;
  readonly value: unknown;
}

/** `name=value` or `method.name=value`; values that read as JSON are taken as such. */
function parsePair(pair: string): Pair {
  const [name, ...rest] = pair.split('=');
  const text = rest.join('=');
  if (name === '' || text === '') {
    throw new SaliogramError(
      'argument-invalid',
      `--set: got "${pair}", expected name=value such as width=20`,
    );
  }
  const dot = name.indexOf('.');
  const key = name.slice(dot + 1);
  const method = dot < 0 ? null : name.slice(0, dot);
  try {
    return { method, key, value: JSON.parse(text) as unknown };
  } catch {
    return { method, key, value: text };
  }
}

function checkKnown(
  given: readonly Pair[],
  names: readonly string[],
  defaultsOf: (name: string) => Readonly<Record<string, unknown>>,
): void {
  for (const { method, key } of given) {
    if (method !== null && !names.includes(method)) {
      throw new SaliogramError(
        'argument-invalid',
        `--set: got ${method}.${key}, expected an option of a chosen method: ${names.join(', ')}`,
        { details: { method, option: key } },
      );
    }
    if (method === null && names.length > 1 && !names.some((name) => key in defaultsOf(name))) {
      throw new SaliogramError(
        'argument-invalid',
        `--set: got ${key}, which none of ${names.join(', ')} knows, expected an option of one of them; "saliogram methods NAME" lists them`,
        { details: { option: key } },
      );
    }
  }
}
