import { ClassSymbol } from '../../elements/legend.tsx';
import { Table } from '../../elements/table.tsx';
import type { CaseWords } from '../../lib/case-words.ts';
import type { Proportion } from '../../lib/model-card/proportion.ts';
import type { ClassCard, SplitCard } from '../../lib/model-card/split-card.ts';

const count = (value: number): string => value.toLocaleString('en-GB');
const percent = (share: number): string => (Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)} %`);

/** How well a model does on one split: the whole, each class with its interval, and what is taken for what. */
export function SplitView({ split, words }: { split: SplitCard; words: CaseWords }) {
  const areBeats = words.one === 'beat';
  const { name, isPatientDisjoint, by, accuracy, crossEntropy, baselines, classes } = split;
  return (
    <section>
      <h4>Split {name}</h4>
      <p>
        {!areBeats
          ? ''
          : isPatientDisjoint
            ? 'No patient of the test was learnt from: this is what to expect of a new patient.'
            : 'Beats of the same patients were learnt from: expect less of a new patient.'}
        {by === null ? '' : ` Measured with ${by}, a model of this split.`}
      </p>
      <p>
        {percent(accuracy.share)} of {count(accuracy.of)} test {words.many} right
        {crossEntropy === null ? '' : `; cross-entropy ${crossEntropy.toFixed(3)}`}
        {baselines.map((baseline) => `; ${baseline.name}: ${percent(baseline.accuracy)}`).join('')}.
      </p>
      <div class="scroll" tabIndex={0} role="group" aria-label={`Figures of the split ${name}`}>
        <Table<ClassCard>
          caption={`Each class, with intervals of 95 % (Wilson).${areBeats ? ' Beats of one patient are alike, so that the truth is less certain.' : ''}`}
          rows={classes}
          keyOf={({ info }) => info.symbol}
          columns={[
            { head: 'Class', cell: (row) => <ClassName row={row} classes={classes} /> },
            { head: `${words.One}s`, numeric: true, cell: ({ sensitivity }) => count(sensitivity.of) },
            {
              head: 'Found (sensitivity)',
              numeric: true,
              cell: ({ sensitivity }) => <Share of={sensitivity} />,
            },
            {
              head: 'Right when said (+P)',
              numeric: true,
              cell: ({ positivePredictivity }) => <Share of={positivePredictivity} />,
            },
          ]}
        />
      </div>
      <details>
        <summary>What is taken for what</summary>
        <Confusion split={split} />
      </details>
    </section>
  );
}

function ClassName({ row, classes }: { row: ClassCard; classes: readonly ClassCard[] }) {
  return (
    <>
      <ClassSymbol symbol={row.info.symbol} index={classes.indexOf(row)} /> {row.info.name}
    </>
  );
}

/** Less than half is said in words as well as by colour. */
function Share({ of }: { of: Proportion }) {
  const isWeak = of.share < 0.5;
  return (
    <span class={isWeak ? 'weak-class' : undefined}>
      {isWeak && 'only '}
      {percent(of.share)}
      {of.of > 0 && (
        <span class="interval">
          {' '}
          {(100 * of.low).toFixed(1)}–{(100 * of.high).toFixed(1)}
        </span>
      )}
    </span>
  );
}

function Confusion({ split: { classes, confusion, name } }: { split: SplitCard }) {
  const rows = classes.map(({ info }, k) => ({ info, k, counts: confusion[k] }));
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={`Confusion matrix of the split ${name}`}>
      <Table
        caption="Rows: reference; columns: model."
        rows={rows}
        keyOf={({ info }) => info.symbol}
        columns={[
          { head: 'Reference', cell: ({ info }) => `${info.name} (${info.symbol})` },
          ...classes.map(({ info }, column) => ({
            head: info.symbol,
            numeric: true,
            cell: ({ k, counts }: (typeof rows)[number]) =>
              k === column ? <strong>{count(counts[column])}</strong> : count(counts[column]),
          })),
        ]}
      />
    </div>
  );
}
