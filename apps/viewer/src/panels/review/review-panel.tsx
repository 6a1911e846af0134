import type { Store } from '../../services/store.ts';
import { useParts } from '../../services/use-parts.ts';
import type { Worklist } from '../../services/worklist.ts';
import { AgreementView } from './agreement-view.tsx';
import { AuditView } from './audit-view.tsx';
import { ExportView } from './export-view.tsx';
import { SummaryView } from './summary-view.tsx';
import { WorklistView } from './worklist-view.tsx';
import './review.css';

/** The reader's work on the recording: what to look at, what was found, what was decided, and how to take it along. */
export function ReviewPanel({ store, worklist }: { store: Store; worklist: Worklist }) {
  const { work, audit, recording } = useParts(store, 'work', 'audit', 'recording');
  if (!recording) return <p class="hint">Open a recording to read its beats.</p>;
  return (
    <div class="review">
      <WorklistView store={store} worklist={worklist} />
      <div class="side">
        <SummaryView store={store} worklist={worklist} />
        <ExportView store={store} />
        <AgreementView readings={work.blindReadings} />
        <AuditView audit={audit} areImages={recording.images !== undefined} />
      </div>
    </div>
  );
}
