import { Button } from './button.tsx';
import './notice-list.css';

/** What {@link NoticeList} shows of each notice. */
export interface ShownNotice {
  readonly id: number;
  readonly severity: 'error' | 'warning' | 'note';
  readonly title: string;
  readonly text: string;
  readonly code?: string;
}

/** What {@link NoticeList} takes. */
export interface NoticeListProps {
  readonly notices: readonly ShownNotice[];
  readonly onDismiss: (id: number) => void;
}

const SIGNS = { error: '✕', warning: '!', note: 'i' } as const;
const NAMES = { error: 'Error', warning: 'Warning', note: 'Note' } as const;

/** What the reader must know, read out when it comes, there until it is put away. */
export function NoticeList({ notices, onDismiss }: NoticeListProps) {
  return (
    <div class="notices" role="log" aria-label="Notices" aria-live="polite">
      {notices.map(({ id, severity, title, text, code }) => (
        <div key={id} class={`notice ${severity}`} role={severity === 'error' ? 'alert' : undefined}>
          <span class="sign" aria-hidden="true">
            {SIGNS[severity]}
          </span>
          <div class="words">
            <strong>
              <span class="unseen">{NAMES[severity]}: </span>
              {title}
            </strong>
            <p>
              {text} {code !== undefined && <code>{code}</code>}
            </p>
          </div>
          <Button kind="quiet" name={`put away: ${title}`} onClick={() => onDismiss(id)}>
            ✕
          </Button>
        </div>
      ))}
    </div>
  );
}
