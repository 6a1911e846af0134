import { Button } from '../../elements/button.tsx';
import { Progress } from '../../elements/progress.tsx';
import type { Explanations } from '../../services/explanations.ts';
import type { Shown } from './shown.ts';

/** What {@link CardState} takes. */
export interface CardStateProps extends Shown {
  readonly explanations: Explanations;
}

/** How far a map is, what it waits for, and what starts or stops it. */
export function CardState({ task, explanation, hold, explanations }: CardStateProps) {
  const { status, frames, done, total } = explanation;
  const iteration = frames.at(-1)?.iteration ?? 0;
  if (hold) {
    return (
      <p role="status" class="card-hold">
        {hold.text} {hold.start && <Button onClick={hold.start}>Start</Button>}
      </p>
    );
  }
  if (status === 'waiting') return <p role="status">waits its turn</p>;
  if (status === 'running') {
    const label = frames.length > 0 ? `converging, iteration ${iteration}` : 'at work';
    return <Progress label={label} done={done} total={total} onCancel={() => explanations.stop(task)} />;
  }
  if (status === 'done') return null;
  return (
    <p role="status">
      {status === 'stopped' &&
        (frames.length > 0 ? `Stopped at iteration ${iteration}, not converged. ` : 'Stopped. ')}
      <Button onClick={() => explanations.run(task)}>{status === 'failed' ? 'Try again' : 'Run'}</Button>
    </p>
  );
}
