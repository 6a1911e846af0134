import { RESEARCH_NOTICE } from '../lib/research-notice.ts';
import './elements.css';
import './research-notice.css';

/** What {@link ResearchNotice} takes. */
export interface ResearchNoticeProps {
  /** What the model cannot see, in a sentence; null without a model. */
  readonly blindness: string | null;
  readonly onModelCard: () => void;
}

/** The line that stays: research use, what the model cannot see, and the way to its card. */
export function ResearchNotice({ blindness, onModelCard }: ResearchNoticeProps) {
  return (
    <p class="research-notice">
      <strong>{RESEARCH_NOTICE}</strong>{' '}
      {blindness !== null && (
        <>
          {blindness}{' '}
          <button type="button" class="text-link" onClick={onModelCard}>
            Model card
          </button>
        </>
      )}
    </p>
  );
}
