import { useEffect, useState } from 'preact/hooks';
import { droppedFiles } from '../../services/dropped-files.ts';
import { notifyError } from '../../services/notices.ts';
import type { Session } from '../../services/session.ts';
import type { Store } from '../../services/store.ts';
import './opening.css';

/** What {@link DropAnywhere} takes. */
export interface DropProps {
  readonly store: Store;
  readonly session: Session;
  /** Called when files were dropped. */
  readonly onDrop?: () => void;
}

/** Takes files that are dropped anywhere on the page, and says so while they are held over it. */
export function DropAnywhere({ store, session, onDrop }: DropProps) {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    // Leaving one element for another inside the page is no leaving.
    const leave = (event: DragEvent): void => void (event.relatedTarget === null && setIsOver(false));
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      setIsOver(false);
      onDrop?.();
      droppedFiles(event.dataTransfer)
        .then((files) => session.openFiles(files))
        .catch((error: unknown) => notifyError(store, 'The files were not opened', error));
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, [store, session, onDrop]);
  if (!isOver) return null;
  return (
    <div class="drop-anywhere" aria-hidden="true">
      <p>
        <strong>Drop to open</strong>
        <span>WFDB, CSV or zip recordings, and models. Nothing leaves this computer.</span>
      </p>
    </div>
  );
}
