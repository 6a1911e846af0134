import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
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
export function Dialog({ open, ...props }: DialogProps) {
  return open ? <OpenDialog {...props} /> : null;
}

function OpenDialog({ title, onClose, children, actions, wide = false }: Omit<DialogProps, 'open'>) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Gives the focus back to what had it before.
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`dialog${wide ? ' wide' : ''}`}
      aria-labelledby={id}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return;
        // Taken away at once: the browser would tell of the end only after keys that are already the page's.
        event.preventDefault();
        onClose();
      }}
      onClose={(event) => {
        // The browser may close it without asking; one that is gone already has nothing more to say.
        if (event.target === event.currentTarget && event.currentTarget.isConnected) onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <header>
        <h2 id={id}>{title}</h2>
        <Button kind="quiet" name="close" onClick={onClose}>
          ✕
        </Button>
      </header>
      <div class="body">{children}</div>
      {actions && <footer>{actions}</footer>}
    </dialog>
  );
}
