import type { ComponentChildren } from 'preact';
import { Button } from '../../elements/button.tsx';
import type { CaseWords } from '../../lib/case-words.ts';
import type { EvaluatedBeat } from '../../lib/evaluation/evaluated-beats.ts';
import { clockText, percentText } from '../../lib/review-numbers.ts';

/** The beats that are listed, and what lists others. */
export interface Behind {
  readonly opened: { readonly title: string; readonly beats: readonly EvaluatedBeat[] } | null;
  readonly open: (title: string, beats: readonly EvaluatedBeat[]) => void;
}

/** What {@link BehindNumber} takes. */
export interface BehindNumberProps {
  /** Names the beats. */
  readonly title: string;
  readonly behind: Behind;
  /** Asked for when the number is chosen. */
  readonly beats: () => readonly EvaluatedBeat[];
  /** How many they are; none can't be opened. */
  readonly count: number;
  readonly children: ComponentChildren;
}

/** A number of a table that opens the beats behind it. */
export function BehindNumber({ title, behind, beats, count, children }: BehindNumberProps) {
  if (count === 0) return <span class="weak">{children}</span>;
  return (
    <button
      type="button"
      class="behind-number"
      aria-expanded={behind.opened?.title === title}
      onClick={() => behind.open(title, beats())}
    >
      {children}
      <span class="unseen">, {title}</span>
    </button>
  );
}

/** Beats listed behind a number. */
const LISTED = 200;

/** What {@link BeatsBehind} takes. */
export interface BeatsBehindProps {
  readonly opened: Behind['opened'];
  readonly words: CaseWords;
  /** Digest of the recording that is open; beats of others can't be shown. */
  readonly openDigest: string;
  /** Index of the beat in view. */
  readonly current: number | null;
  readonly hasTimes: boolean;
  readonly onBeat: (beat: number) => void;
  /** Names of the recordings that can be opened again from here. */
  readonly choices: readonly string[];
  readonly onRecording: (recording: string) => void;
}

/** The beats behind the number that was chosen last. */
export function BeatsBehind(props: BeatsBehindProps) {
  const { opened, words, openDigest, choices, onRecording } = props;
  if (!opened) {
    return (
      <p class="hint">
        Choose a number to see the {words.many} behind it; those that the model got wrong come first.
      </p>
    );
  }
  const { title, beats } = opened;
  const shown = beats.slice(0, LISTED);
  const others = [
    ...new Set(shown.filter(({ digest }) => digest !== openDigest).map((beat) => beat.recording)),
  ];
  return (
    <>
      <h2>{title}</h2>
      <p role="status" class="unseen">
        {title}: {beats.length.toLocaleString('en-GB')} {words.many} are listed
      </p>
      <ul>
        {shown.map((beat) => (
          <li key={`${beat.digest} ${beat.beat}`}>
            <Chip {...props} beat={beat} />
          </li>
        ))}
      </ul>
      {beats.length > LISTED && (
        <p class="hint">
          {LISTED} of {beats.length.toLocaleString('en-GB')}; the worklist lists all of a recording.
        </p>
      )}
      {others.length > 0 && (
        <p class="hint">
          {words.One}s of another recording can be looked at when it is open.{' '}
          {others
            .filter((recording) => choices.includes(recording))
            .map((recording) => (
              <Button key={recording} onClick={() => onRecording(recording)}>
                Open {recording}
              </Button>
            ))}
        </p>
      )}
    </>
  );
}

function Chip({ beat, openDigest, current, hasTimes, onBeat }: BeatsBehindProps & { beat: EvaluatedBeat }) {
  const { timeS, probability, disagrees, reference, model } = beat;
  const isHere = beat.digest === openDigest;
  return (
    <button
      type="button"
      class="chip"
      disabled={!isHere}
      aria-current={isHere && beat.beat === current ? 'true' : undefined}
      onClick={() => onBeat(beat.beat)}
    >
      {!isHere && `${beat.recording}: `}
      {beat.beat + 1}{' '}
      <span class="weak">
        {hasTimes && `at ${clockText(timeS)}, `}
        {disagrees && (
          <span>
            {reference} ≠ {model}{' '}
          </span>
        )}
        {percentText(probability)}
      </span>
    </button>
  );
}
