import { Button } from './button.tsx';
import './elements.css';

/** What {@link Progress} takes. */
export interface ProgressProps {
  /** What is being done. */
  readonly label: string;
  readonly done: number;
  /** 0 where it is not known. */
  readonly total: number;
  readonly onCancel?: () => void;
}

/** How far long work has come, and the way to end it. */
export function Progress({ label, done, total, onCancel }: ProgressProps) {
  return (
    <div class="progress">
      <span>{label}</span>
      <progress aria-label={label} max={total || 1} value={total > 0 ? done : undefined} />
      {total > 0 && <span>{Math.floor((100 * done) / total)} %</span>}
      {onCancel && (
        <Button kind="quiet" onClick={onCancel}>
          Stop
        </Button>
      )}
    </div>
  );
}
