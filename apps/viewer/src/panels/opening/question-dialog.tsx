import { useState } from 'preact/hooks';
import { Button } from '../../elements/button.tsx';
import { Dialog } from '../../elements/dialog.tsx';
import { Field } from '../../elements/field.tsx';
import { Select } from '../../elements/select.tsx';
import type { Question } from '../../lib/app-state.ts';
import type { Session } from '../../services/session.ts';
import type { Store } from '../../services/store.ts';
import { usePart } from '../../services/use-parts.ts';
import './opening.css';

/** Rates that recordings often have, Hz. */
const USUAL_RATES = [128, 200, 250, 300, 360, 500, 1000];

/** Asks for what a recording does not say of itself: its rate, or which lead the model is to read. */
export function QuestionDialog({ store, session }: { store: Store; session: Session }) {
  const question = usePart(store, (state) => state.question);
  if (!question) return null;
  const answer = (text: string): void => void session.answer(text);
  const dismiss = (): void => session.dismissQuestion();
  return question.asks === 'lead' ? (
    <LeadQuestion key={question.file} question={question} onAnswer={answer} onDismiss={dismiss} />
  ) : (
    <RateQuestion key={question.file} question={question} onAnswer={answer} onDismiss={dismiss} />
  );
}

interface AskProps {
  readonly question: Question;
  readonly onAnswer: (text: string) => void;
  readonly onDismiss: () => void;
}

function RateQuestion({ question, onAnswer, onDismiss }: AskProps) {
  const [rate, setRate] = useState('');
  const isRate = Number(rate) >= 20 && Number(rate) <= 20_000;
  return (
    <Dialog
      open
      title="How fast was it sampled?"
      onClose={onDismiss}
      actions={
        <Button kind="primary" disabled={!isRate} onClick={() => onAnswer(rate)}>
          Open {question.file}
        </Button>
      }
    >
      <form
        class="question"
        onSubmit={(event) => {
          event.preventDefault();
          if (isRate) onAnswer(rate);
        }}
      >
        <p>
          {question.file} has no column of times. A wrong rate makes every interval wrong, so it is not
          guessed: look it up where the recording comes from.
        </p>
        <Field
          label="Samples per second"
          type="number"
          unit="Hz"
          value={rate}
          min={20}
          max={20_000}
          step="any"
          onInput={setRate}
        />
        <p class="usual-rates">
          {USUAL_RATES.map((usual) => (
            <Button key={usual} pressed={rate === String(usual)} onClick={() => setRate(String(usual))}>
              {usual}
            </Button>
          ))}
        </p>
      </form>
    </Dialog>
  );
}

function LeadQuestion({ question, onAnswer, onDismiss }: AskProps) {
  const [lead, setLead] = useState(question.choices[0]);
  return (
    <Dialog
      open
      title="Which lead should the model read?"
      onClose={onDismiss}
      actions={
        <Button kind="primary" onClick={() => onAnswer(lead)}>
          Read {lead}
        </Button>
      }
    >
      <div class="question">
        <p>
          {question.file} has none of the leads the model was trained on. It can read another one, but its
          labels are then less to be trusted, the more that lead looks at the heart from elsewhere. Close this
          to look at the recording without a model.
        </p>
        <Select
          label="Lead"
          value={lead}
          options={question.choices.map((name) => ({ value: name, label: name }))}
          onChange={setLead}
        />
      </div>
    </Dialog>
  );
}
