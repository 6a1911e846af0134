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
  if (known.status === 'waiting') {
    return (
      <p class="trust" role="status">
        waits to be put to the test{' '}
        <Button kind="quiet" onClick={() => verdicts.stop(task)}>
          Stop
        </Button>
      </p>
    );
  }
  if (known.status === 'running') {
    const { stage, done, total } = known;
    return <Progress label={stage} {...{ done, total }} onCancel={() => verdicts.stop(task)} />;
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
      <p class="note">Likeness is the rank correlation of the heat.</p>
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
    ['that of |x|, which knows no model', magnitude],
    ['p against random orders', pRandom],
    ['p against the same map elsewhere', pMoved],
    ['likeness with a little noise', others.noiseStability],
    ['likeness with another seed', others.seedStability],
    ['likeness to an untrained model’s map', others.untrained],
    ['share that its parts miss', others.completeness],
    ...Object.entries(agreement ?? {}).map(([name, value]): [string, number] => [
      `likeness to ${attributionMethod(name).title}`,
      value,
    ]),
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, decimal(value)]]));
}
