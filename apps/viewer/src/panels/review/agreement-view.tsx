import { Table } from '../../elements/table.tsx';
import { blindAgreement } from '../../lib/agreement.ts';
import type { Agreement } from '../../lib/agreement.ts';
import { labelText } from '../../lib/labels.ts';
import type { BlindReading } from '../../lib/app-state.ts';

/** How far the reader's blind labels agree with the model and with the reference. */
export function AgreementView({ readings }: { readings: readonly BlindReading[] }) {
  return (
    <section aria-label="Agreement in blind mode">
      <h2>Agreement, read blind</h2>
      {readings.length === 0 ? (
        <p class="hint">
          In blind mode you give a label before the model shows its own; what you then agree on is counted
          here.
        </p>
      ) : (
        blindAgreement(readings).map(({ against, agreement }) => (
          <AgreementTable key={against} against={against} agreement={agreement} />
        ))
      )}
    </section>
  );
}

function AgreementTable({ against, agreement }: { against: string; agreement: Agreement }) {
  const { symbols, counts, total, agreed, kappa } = agreement;
  if (total === 0) return <p class="hint">None of those read blind has a {against} label.</p>;
  return (
    <>
      <p>
        Against the {against}: {agreed} of {total} agree, Cohen's κ{' '}
        {kappa === null ? <span class="weak">says nothing of a single label</span> : kappa.toFixed(2)}.
      </p>
      <Table
        caption={`You (rows) against the ${against} (columns)`}
        captionUnseen
        columns={[
          { head: <span class="weak">you ↓ {against} →</span>, cell: ({ symbol }) => labelText(symbol) },
          ...symbols.map((symbol, column) => ({
            head: symbol,
            numeric: true,
            cell: ({ row }: { row: number }) => counts[row][column],
          })),
        ]}
        rows={symbols.map((symbol, row) => ({ symbol, row }))}
        keyOf={({ symbol }) => symbol}
      />
    </>
  );
}
