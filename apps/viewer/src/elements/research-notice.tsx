import { modelBlindness, RESEARCH_NOTICE } from '../lib/research-notice.ts';
import './elements.css';
import './research-notice.css';

/** What {@link ResearchNotice} takes. */
export interface ResearchNoticeProps {
  /** Number of classes the model knows; 0 without a model. */
  readonly classes: number;
  /** It reads images and no heartbeats. */
  readonly readsImages: boolean;
  readonly onModelCard: () => void;
}

/** The line that stays: research use, what the model cannot see, and the way to its card. */
export function ResearchNotice({ classes, readsImages, onModelCard }: ResearchNoticeProps) {
  return (
    <p class="research-notice">
      <strong>{RESEARCH_NOTICE}</strong>{' '}
      {classes > 0 && (
        <>
          {modelBlindness(classes, readsImages)}{' '}
          <button type="button" class="text-link" onClick={onModelCard}>
            Model card
          </button>
        </>
      )}
    </p>
  );
}
