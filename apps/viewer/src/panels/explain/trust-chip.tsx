import { attributionMethod } from '@saliogram/explain';
import type { TrustEvidence, TrustVerdict } from '@saliogram/explain';
import { Button } from '../../elements/button.tsx';
import { Progress } from '../../elements/progress.tsx';
import { taskKey } from '../../lib/explanation-task.ts';
import type { ExplanationTask } from '../../lib/explanation-task.ts';
import type { Verdicts } from '../../services/verdicts.ts';

/** What {@link TrustChip} takes. */
export interface TrustChipProps {
  readonly task: ExplanationTask;
  readonly verdicts: Verdicts;
  /** How long a verdict takes, in words; empty where that is not known. */
  readonly time: string;
  readonly onSeek: () => void;
}

/** Told apart without colour too. */
const SIGNS: Readonly<Record<TrustVerdict, string>> = { reliable: '✓', weak: '~', unreliable: '✗' };

/** Whether a map can be trusted, in one word with its reasons; sought when the reader asks. */
export function TrustChip({ task, verdicts, time, onSeek }: TrustChipProps) {
  const known = verdicts.known.value.get(taskKey(task));
  if (!known) {
    return (
      <p class="trust">
        <Button
          onClick={onSeek}
          title="Against random orders, the same map elsewhere, |x|, an untrained model, noise and other methods"
        >
          Can it be trusted?
        </Button>{' '}
        <span class="note">{time}</span>
      </p>
    );
  }
  if (known.status === 'running') {
    const { done, total } = known;
    return (
      <Progress label="being put to the test" {...{ done, total }} onCancel={() => verdicts.stop(task)} />
    );
  }
  const { verdict, reasons, evidence } = known.record;
  return (
    <details class="trust">
      <summary title={reasons.join(' ')}>
        <span class={`trust-chip ${verdict}`}>
          <span aria-hidden="true">{SIGNS[verdict]}</span> {verdict}
        </span>{' '}
        why
      </summary>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <dl>
        {evidenceRows(evidence).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

const decimal = (value: number): string =>
  Number.isNaN(value)
    ? '–'
    : value
        .toFixed(2)
        .replace(/^-(0\.00)$/, '$1')
        .replace('-', '−');

/** What was measured, by name. */
function evidenceRows(evidence: TrustEvidence): [string, string][] {
  const { deletion, insertion, magnitude, pRandom, pMoved, agreement, ...others } = evidence;
  const rows: [string, number | undefined][] = [
    ['insertion less deletion area', insertion - deletion],
    ['the same of |x|', magnitude],
    ['p against random orders', pRandom],
    ['p against other places', pMoved],
    ['same map with a little noise (rank correlation)', others.noiseStability],
    ['same map with another seed (rank correlation)', others.seedStability],
    ['same map of an untrained model (rank correlation)', others.untrained],
    ['missed by its parts, as a share', others.completeness],
    ...Object.entries(agreement ?? {}).map(([name, value]): [string, number] => [
      `agreement with ${attributionMethod(name).title}`,
      value,
    ]),
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, decimal(value)]]));
}
