import { Table } from '../../elements/table.tsx';
import type { AuditEntry } from '../../lib/app-state.ts';

/** Entries shown; all of them are in the export. */
const SHOWN = 50;

/** Who did what and when, the latest first. */
export function AuditView({ audit, areImages }: { audit: readonly AuditEntry[]; areImages: boolean }) {
  const latest = audit
    .map((entry, index) => ({ ...entry, index }))
    .slice(-SHOWN)
    .reverse();
  return (
    <section aria-label="Audit trail">
      <h2>Audit trail</h2>
      <div class="scroll low" tabIndex={0} role="group" aria-label="Entries of the audit trail">
        <Table
          caption={`${audit.length} entries${audit.length > SHOWN ? `, the latest ${SHOWN} here` : ''}`}
          captionUnseen={audit.length <= SHOWN}
          columns={[
            {
              head: 'When',
              cell: ({ at }) => <time dateTime={at}>{at.slice(0, 19).replace('T', ' ')}</time>,
            },
            { head: 'Who', cell: ({ reader }) => reader || 'unnamed' },
            { head: 'What', cell: ({ action }) => action },
            {
              head: areImages ? 'Image' : 'Sample',
              numeric: true,
              cell: ({ peak }) => (peak === null ? '' : peak + (areImages ? 1 : 0)),
            },
            { head: 'Before', cell: ({ before }) => before },
            { head: 'After', cell: ({ after }) => after },
            { head: 'Model', cell: ({ model }) => <code title={model}>{model.slice(0, 8)}</code> },
          ]}
          rows={latest}
          keyOf={({ index }) => index}
          empty="Nothing decided yet. What is undone will be told here too."
        />
      </div>
    </section>
  );
}
