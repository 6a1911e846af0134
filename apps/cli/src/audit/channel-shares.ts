import type { AuditedModelFacts } from '@saliogram/report';
import type { AuditedModel } from './audited-model.ts';
import type { Examined } from './drift.ts';
import { meansOf } from './measure-change.ts';
import type { Members } from './measure-change.ts';

// It hides all channels of a step at once.
const WITHOUT_CHANNELS = 'occlusion';

/** How much of the heat lies in each channel that a model reads, by the methods that tell; none for one channel. */
export function channelShares(
  { explained }: Examined,
  { beats, preprocessing }: AuditedModel,
  members: Members,
): AuditedModelFacts['channels'] {
  const { channels } = beats.sequences;
  if (channels === 1) return [];
  const names: readonly string[] = preprocessing.channels ?? [];
  return explained
    .filter(({ method }) => method.name !== WITHOUT_CHANNELS)
    .flatMap(({ method, channelHeat }) =>
      Array.from({ length: channels }, (_, c) => ({
        name: names[c] ?? `channel ${c}`,
        method: method.title,
        share: meansOf(
          channelHeat.filter((_value, i) => i % channels === c),
          members,
        ),
      })),
    );
}
