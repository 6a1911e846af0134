import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from './button.tsx';
import './elements.css';

/** What {@link Dialog} takes. */
export interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  /** Called by Escape, by the cross and by a click beside the dialog. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** Buttons below. */
  readonly actions?: ComponentChildren;
  /** 900 px in place of 560 px; default false. */
  readonly wide?: boolean;
}

/** A window over the page that keeps the focus until it is closed; its content exists only while it is open. */
export function Dialog({ title, open, onClose, children, actions, wide = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (open) dialog.current?.showModal();
  }, [open]);
  if (!open) return null;
  return (
    <dialog
      ref={dialog}
      class={`dialog${wide ? ' wide' : ''}`}
      aria-labelledby={id}
      onClose={onClose}
      onKeyDown={(event) => event.stopPropagation()}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      <header>
        <h2 id={id}>{title}</h2>
        <Button kind="quiet" name="close" onClick={() => dialog.current?.close()}>
          ✕
        </Button>
      </header>
      <div class="body">{children}</div>
      {actions && <footer>{actions}</footer>}
    </dialog>
  );
}
