import type { SequenceBatch } from '@saliogram/core';
import { checkInteger, checkWord } from '../../attribution/check-argument.ts';
import { lengthOf } from '../../attribution/sequence-end.ts';
import type { Segment } from '../../attribution/segment.ts';
import { SEGMENT_DEFAULTS, playersOf, segmentSettings, widthOf } from '../../perturbation/segments.ts';
import type { Player, SegmentOptions } from '../../perturbation/segments.ts';

/** How a sequence is cut into phrases. */
export interface PhraseOptions extends SegmentOptions {
  /** Steps between the starts of segments of equal width; default (null) the width, so that they do not overlap. */
  readonly stride?: number | null;
}

/** The defaults of {@link PhraseOptions}. */
export const PHRASE_DEFAULTS = { ...SEGMENT_DEFAULTS, stride: null } as const;

/** Segments of one name, which count as one phrase. */
export interface Phrase extends Player {
  /** 1 at the cells of the phrase, [L, C]. */
  readonly mask: Uint8Array;
  /** 1 at the steps of which the phrase has all channels, [L]. */
  readonly wholeSteps: Uint8Array;
}

/** The phrases of each sequence, [B]. */
export function phrasesOf(where: string, x: SequenceBatch, options: PhraseOptions): Phrase[][] {
  const overlapping = !options.segments && (options.stride ?? null) !== null;
  const chosen = overlapping ? { segments: overlappingSegments(where, x, options) } : options;
  return playersOf(where, x, chosen, false).map((players, b) =>
    players.map((player) => {
      const steps = lengthOf(x, b);
      const mask = new Uint8Array(steps * x.channels);
      for (const cell of player.cells) mask[cell] = 1;
      const wholeSteps = Uint8Array.from({ length: steps }, (_, t) =>
        mask.subarray(t * x.channels, (t + 1) * x.channels).every((v) => v === 1) ? 1 : 0,
      );
      return { ...player, mask, wholeSteps };
    }),
  );
}

/** What shaped the phrases, as plain JSON. */
export function phraseSettings(x: SequenceBatch, options: PhraseOptions) {
  const settings = segmentSettings(x, options);
  return 'width' in settings ? { ...settings, stride: options.stride ?? settings.width } : settings;
}

/** Segments of equal width, `stride` steps apart, of each sequence; the last ends with it. */
function overlappingSegments(where: string, x: SequenceBatch, options: PhraseOptions): Segment[][] {
  const width = widthOf(x, options);
  const stride = options.stride!;
  checkInteger(where, 'width', width, 1);
  checkInteger(where, 'stride', stride, 1);
  checkWord(where, 'channels', options.channels ?? 'together', ['together', 'separate']);
  return Array.from({ length: x.batch }, (_, b) => {
    const length = lengthOf(x, b);
    const segments: Segment[] = [];
    for (let from = 0, to = 0; to < length; from += stride) {
      to = Math.min(from + width, length);
      const name = `steps ${from} to ${to - 1}`;
      if (options.channels !== 'separate') segments.push({ name, from, to });
      else
        for (let c = 0; c < x.channels; c++)
          segments.push({ name: `${name}, channel ${c}`, from, to, channel: c });
    }
    return segments;
  });
}
