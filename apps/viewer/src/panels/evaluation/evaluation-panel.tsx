import { useMemo, useState } from 'preact/hooks';
import { Choice } from '../../elements/select.tsx';
import { Toolbar } from '../../elements/toolbar.tsx';
import { confusionOf } from '../../lib/aggregate.ts';
import { caseWords } from '../../lib/case-words.ts';
import type { CaseWords } from '../../lib/case-words.ts';
import { countedClasses } from '../../lib/evaluation/class-kind.ts';
import type { ClassKind } from '../../lib/evaluation/class-kind.ts';
import { classRows } from '../../lib/evaluation/class-rates.ts';
import { evaluatedRecord, isOfKnownClass } from '../../lib/evaluation/evaluated-beats.ts';
import type { EvaluatedRecord } from '../../lib/evaluation/evaluated-beats.ts';
import { baseName } from '../../lib/file-entry.ts';
import { stemOf } from '../../lib/file-set.ts';
import type { ModelFacts } from '../../lib/explanation.ts';
import { modelMisfit } from '../../lib/model-misfit.ts';
import { evaluationsOf } from '../../services/evaluations.ts';
import { selectBeat } from '../../services/jumping.ts';
import type { Session } from '../../services/session.ts';
import type { Store } from '../../services/store.ts';
import { usePart, useParts } from '../../services/use-parts.ts';
import { AbstentionView } from './abstention-view.tsx';
import { BeatsBehind } from './beats-behind.tsx';
import type { Behind } from './beats-behind.tsx';
import { CalibrationView } from './calibration-view.tsx';
import { ClassTable } from './class-table.tsx';
import { ConfusionTable } from './confusion-table.tsx';
import { RecordTable } from './record-table.tsx';
import './evaluation.css';

/** How right the model is: by class, by recording, and how far its probabilities can be believed. */
export function EvaluationPanel({ store, session }: { store: Store; session: Session }) {
  const state = useParts(store, 'beats', 'references', 'model', 'recording', 'settings', 'choices');
  const { beats, references, model, recording, settings, choices } = state;
  const current = usePart(store, ({ view }) => view.beat);
  const kept = evaluationsOf(store).value;
  const [opened, setOpened] = useState<Behind['opened']>(null);
  const here = useMemo(
    () => evaluatedRecord({ beats, references, model, recording }),
    [beats, references, model, recording],
  );
  const words = caseWords(recording);
  if (!recording || !model) return <Hint>Open a recording and a model to see how right it is.</Hint>;
  const misfit = modelMisfit(recording, model);
  if (misfit !== null) return <Hint>{misfit}</Hint>;
  if (settings.blind) return <Hint>In blind mode nothing is evaluated here: it would tell the labels.</Hint>;
  if (!here) {
    return (
      <Hint>
        {references.length === 0
          ? 'There are no reference labels, so there is nothing to evaluate against.'
          : `The ${words.many} are not classified yet.`}
      </Hint>
    );
  }
  const earlier = kept.filter(({ digest, model: by }) => by === model.digest && digest !== here.digest);
  const records = [...earlier, here];
  const fileOf = (name: string): string | undefined =>
    choices.find((file) => baseName(stemOf(file)) === name);
  const behind: Behind = { opened, open: (title, listed) => setOpened({ title, beats: listed }) };
  return (
    <div class="evaluation">
      <Evaluated {...{ records, here, model, words, behind }} />
      <aside class="behind" aria-label={`The ${words.many} behind a number`}>
        <BeatsBehind
          opened={opened}
          words={words}
          openDigest={recording.digest}
          current={current}
          hasTimes={recording.images === undefined}
          onBeat={(beat) => selectBeat(store, beat)}
          choices={records.map((record) => record.recording).filter((name) => fileOf(name) !== undefined)}
          onRecording={(name) => void session.choose(fileOf(name)!)}
        />
      </aside>
    </div>
  );
}

const CLASS_KINDS = [
  { value: 'model', label: "the model's" },
  { value: 'aami', label: 'AAMI', title: 'N, S, V, F and Q of ANSI/AAMI EC57' },
] as const;

interface EvaluatedProps {
  readonly records: readonly EvaluatedRecord[];
  readonly here: EvaluatedRecord;
  readonly model: ModelFacts;
  readonly words: CaseWords;
  readonly behind: Behind;
}

function Evaluated({ records, here, model, words, behind }: EvaluatedProps) {
  const [scope, setScope] = useState<'here' | 'all'>('here');
  const [kind, setKind] = useState<ClassKind>('model');
  const isAll = scope === 'all' && records.length > 1;
  const { classes, nameOf, inClasses, missing } = useMemo(
    () => countedClasses(kind, model.classes),
    [kind, model],
  );
  const symbols = useMemo(() => classes.map(({ symbol }) => symbol), [classes]);
  const shown = useMemo(() => records.map(inClasses), [here, records.length, inClasses]);
  const { all, known, confusion, rows } = useMemo(() => {
    const beats = (isAll ? shown : shown.slice(-1)).flatMap((record) => record.beats);
    const ofKnown = beats.filter((beat) => isOfKnownClass(beat, symbols));
    return {
      all: beats,
      known: ofKnown,
      confusion: confusionOf(beats, symbols),
      rows: classRows(ofKnown, symbols),
    };
  }, [shown, isAll, symbols]);
  const unknown = all.length - known.length;
  const isPart = (isAll ? records : [here]).some(({ isComplete }) => !isComplete);
  return (
    <div class="evaluated">
      <Toolbar label="What is evaluated">
        {words.one === 'beat' && (
          <Choice label="Classes" value={kind} options={CLASS_KINDS} onChange={setKind} />
        )}
        {records.length > 1 && (
          <Choice
            label="Of"
            value={isAll ? 'all' : 'here'}
            options={[
              { value: 'here', label: here.recording },
              { value: 'all', label: `all ${records.length} recordings` },
            ]}
            onChange={setScope}
          />
        )}
      </Toolbar>
      <section aria-label="Confusion matrix">
        <ConfusionTable
          confusion={confusion}
          caption={`${all.length.toLocaleString('en-GB')} ${words.many}${isPart ? ', as far as they are classified' : ''}`}
          nameOf={nameOf}
          behind={behind}
        />
      </section>
      {unknown > 0 && (
        <p class="hint">
          The model has no class for {unknown.toLocaleString('en-GB')} of them, so it can only be wrong there;
          the rates below are of the other {known.length.toLocaleString('en-GB')}.
        </p>
      )}
      {missing.length > 0 && (
        <p class="hint">
          The model has no class that belongs to {missing.join(' or ')}: of these it can find none.
        </p>
      )}
      {known.length > 0 && (
        <>
          <ClassTable rows={rows} nameOf={nameOf} words={words} behind={behind} />
          <RecordTable records={shown} symbols={symbols} nameOf={nameOf} words={words} behind={behind} />
          <CalibrationView beats={known} classes={classes} words={words} behind={behind} />
          <AbstentionView beats={known} words={words} behind={behind} />
        </>
      )}
    </div>
  );
}

function Hint({ children }: { children: string }) {
  return <p class="hint">{children}</p>;
}
