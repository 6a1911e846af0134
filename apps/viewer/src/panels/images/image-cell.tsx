import { ClassSymbol } from '../../elements/legend.tsx';
import { PixelImage } from '../../elements/pixel-image.tsx';
import { verdictOf } from '../../lib/beat-verdict.ts';
import type { BeatVerdict, VerdictState } from '../../lib/beat-verdict.ts';
import { labelText } from '../../lib/labels.ts';
import type { ImageFacts } from '../../lib/recording.ts';

/** What {@link ImageCell} takes. */
export interface ImageCellProps {
  readonly number: number;
  readonly state: VerdictState;
  readonly image: ImageFacts;
  readonly isCurrent: boolean;
  /** Whether Tab stops here. */
  readonly isStop: boolean;
  readonly onSelect: () => void;
}

/** One image of the sheet with its labels; wrong and uncertain ones by a mark and the frame as well as by colour. */
export function ImageCell({ number, state, image, isCurrent, isStop, onSelect }: ImageCellProps) {
  const verdict = verdictOf(state, number);
  const { isHidden, isUncertain, agreement } = verdict;
  const isWrong = agreement === 'differs' || agreement === 'outside';
  const mark = isHidden ? '' : isWrong ? ' is-wrong' : isUncertain ? ' is-uncertain' : '';
  return (
    <li>
      <button
        type="button"
        class={`image-cell${mark}`}
        aria-current={isCurrent ? 'true' : undefined}
        tabIndex={isStop ? 0 : -1}
        onClick={onSelect}
      >
        <PixelImage values={state.beats.inputs} index={number} rows={image.rows} columns={image.columns} />
        <span class="unseen">
          image {number + 1}, {wordsOf(verdict, isWrong)}
        </span>
        <span class="image-labels" aria-hidden="true">
          {isHidden ? number + 1 : <Labels verdict={verdict} isWrong={isWrong} />}
        </span>
      </button>
    </li>
  );
}

function Labels({ verdict, isWrong }: { verdict: BeatVerdict; isWrong: boolean }) {
  const { reference, model, classIndex, probability, isUncertain } = verdict;
  if (model === '') return <>{reference === '' ? '…' : `${reference} …`}</>;
  return (
    <>
      <ClassSymbol symbol={model} index={classIndex} />
      {isWrong && <b>≠{reference}</b>}
      {isUncertain && <b>?</b>}
      <span>{probability >= 0.995 ? '1.0' : probability.toFixed(2).slice(1)}</span>
    </>
  );
}

function wordsOf(
  { reference, model, probability, isUncertain, isHidden }: BeatVerdict,
  isWrong: boolean,
): string {
  if (isHidden) return 'labels hidden until you have given yours';
  const said = reference === '' ? 'no reference' : `reference ${labelText(reference)}`;
  if (model === '') return `${said}, not classified yet`;
  const doubt = isUncertain ? ', uncertain' : '';
  return `${said}, model ${labelText(model)}, probability ${probability.toFixed(2)}${isWrong ? ', differs' : ''}${doubt}`;
}
