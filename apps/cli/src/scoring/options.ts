import type { Command } from 'commander';
import * as v from 'valibot';
import { SaliogramError } from '@saliogram/core';
import type { QrsMode } from '@saliogram/signal';
import { commonOptions, oneOf, text } from '../options.ts';
import type { AnnotatedRecord, TestAnnotator } from './read-annotators.ts';
import { time } from './time.ts';

/** Options of every comparison of annotators. */
export const scoringOptions = {
  ...commonOptions,
  records: v.pipe(
    v.array(text),
    v.minLength(1, 'expected the path of a record without .hea, such as data/mitdb/100, or a folder'),
  ),
  annotators: v.optional(
    v.pipe(
      v.array(text),
      v.check(
        (names) => names.length <= 2,
        'expected the reference and the test annotator, such as atr qrs; name records before -a',
      ),
    ),
    ['atr'],
  ),
  detector: v.optional(oneOf(['published', 'improved', 'guarded'])),
  from: v.optional(time),
  to: v.optional(time),
  window: v.optional(time),
  escapeBeats: v.optional(oneOf(['S', 'N']), 'S'),
  sveb: v.optional(v.boolean(), true),
};

/** Adds them to a command. */
export function withScoringOptions(command: Command): Command {
  return command
    .argument('<records...>', 'paths of WFDB records without .hea, or folders of records')
    .option(
      '-a, --annotators <names...>',
      'extensions of the annotation files: the reference and the test annotator, as atr qrs (default: atr)',
    )
    .option(
      '--detector <mode>',
      'compare with our detector on the first signal: published, improved or guarded',
    )
    .option('-f, --from <time>', 'begin there: seconds or 5:00 (default: 5:00, the learning period)')
    .option('-t, --to <time>', 'end there; 0: where either annotator ends (default: end of the record)')
    .option('-w, --window <time>', 'largest distance of matching beats, s (default: 0.15)')
    .option('--escape-beats <class>', 'class of escape beats e, j, n: S as bxb, or N (default: S)')
    .option('--no-sveb', 'count supraventricular ectopic beats as normal ones');
}

type Period = Pick<
  v.InferOutput<v.ObjectSchema<typeof scoringOptions, undefined>>,
  'from' | 'to' | 'window' | 'escapeBeats'
>;

/** What a comparison of beats is told of the record and by the options. */
export function periodOf(
  { samplingFrequency, sampleCount }: Pick<AnnotatedRecord, 'samplingFrequency' | 'sampleCount'>,
  { from, to, window, escapeBeats }: Period,
) {
  return { samplingFrequency, sampleCount, from, to, window, escapeBeats };
}

/** The options as JSON tells of them, defaults in place. */
export function settingsInForce({ from, to, window, escapeBeats }: Period): object {
  return { from: from ?? 300, to: to ?? null, window: window ?? 0.15, escapeBeats };
}

/**
 * Whose annotations are held against the reference.
 *
 * @throws `argument-invalid` when the options do not say
 */
export function requireTestAnnotator(
  annotators: readonly string[],
  detector: QrsMode | undefined,
): TestAnnotator {
  if (detector !== undefined && annotators.length === 1) return { detector };
  if (detector === undefined && annotators.length === 2) return { file: annotators[1] };
  throw new SaliogramError(
    'argument-invalid',
    `-a: got ${annotators.join(' ')}${detector ? ' and --detector' : ''}, expected the reference and the test annotator, such as -a atr qrs, or one annotator and --detector improved`,
  );
}
