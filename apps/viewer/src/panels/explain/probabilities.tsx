import { classColour } from '@saliogram/figures';
import type { ClassInfo } from '@saliogram/core';

/** What {@link Probabilities} takes. */
export interface ProbabilitiesProps {
  readonly classes: readonly ClassInfo[];
  /** [K]; null until known. */
  readonly now: Float32Array | null;
  /** [K] of the beat as it was, shown as a mark; null where it has not been changed. */
  readonly before: Float32Array | null;
}

/** The probability of every class as a bar with its number. */
export function Probabilities({ classes, now, before }: ProbabilitiesProps) {
  return (
    <dl class="probabilities" aria-label="Probabilities by class">
      {classes.map(({ symbol, name }, k) => (
        <div key={symbol} title={name}>
          <dt>{symbol}</dt>
          <dd>
            <span class="bar" aria-hidden="true">
              <span style={{ width: `${100 * (now?.[k] ?? 0)}%`, background: classColour(k) }} />
              {before && <i style={{ left: `${100 * before[k]}%` }} />}
            </span>
            <span class="number">{now ? now[k].toFixed(3) : '–'}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
