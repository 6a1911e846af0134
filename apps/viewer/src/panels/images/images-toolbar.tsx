import { Button } from '../../elements/button.tsx';
import { Choice } from '../../elements/select.tsx';
import { Toolbar } from '../../elements/toolbar.tsx';
import type { SheetCounts, SheetFilter } from '../../lib/image-sheet.ts';
import { jump } from '../../services/jumping.ts';
import { notify } from '../../services/notices.ts';
import { wantRest } from '../../services/session-images.ts';
import type { Store } from '../../services/store.ts';
import { usePart } from '../../services/use-parts.ts';

/** What {@link ImagesToolbar} takes. */
export interface ImagesToolbarProps {
  readonly store: Store;
  readonly counts: SheetCounts;
  readonly filter: SheetFilter;
  readonly onFilter: (filter: SheetFilter) => void;
}

/** Where to go among the images, and which of them are shown. */
export function ImagesToolbar({ store, counts, filter, onFilter }: ImagesToolbarProps) {
  const { count, complete } = usePart(store, ({ beats }) => beats);
  const isRestWanted = usePart(store, ({ sheet }) => sheet.isRestWanted);
  const blind = usePart(store, ({ settings }) => settings.blind);
  const hasModel = usePart(store, ({ beats }) => beats.probabilities.length > 0);
  const { classified, differing, uncertain } = counts;
  const tryJump = (kind: Parameters<typeof jump>[1], missing: string): void => {
    if (!jump(store, kind)) notify(store, { severity: 'note', title: 'Nowhere to go', text: missing });
  };
  const among = complete ? '' : ` among the ${classified.toLocaleString('en-GB')} that are classified so far`;
  return (
    <div class="images-toolbar">
      <Toolbar label="Go to">
        <Button
          name="previous image"
          shortcut="←"
          disabled={count === 0}
          onClick={() => jump(store, 'previous')}
        >
          Previous
        </Button>
        <Button name="next image" shortcut="→" disabled={count === 0} onClick={() => jump(store, 'next')}>
          Next
        </Button>
        <Button
          shortcut="d"
          title="The next image whose label differs from the reference"
          disabled={classified === 0}
          onClick={() => tryJump('disagreement', `No image differs from its reference${among}.`)}
        >
          Disagreement
        </Button>
        <Button
          shortcut="u"
          title="The image the model is least certain of; again for the next"
          disabled={classified === 0}
          onClick={() => tryJump('doubt', `No image is left that the model is less certain of${among}.`)}
        >
          Least certain
        </Button>
      </Toolbar>
      <Toolbar label="Sheet">
        {!blind && (
          <Choice
            label="Show"
            value={filter}
            options={[
              { value: 'all', label: 'all' },
              {
                value: 'disagreement',
                label: `≠ ${differing}`,
                title: 'labels that differ from the reference',
              },
              { value: 'doubt', label: `? ${uncertain}`, title: 'uncertain ones' },
            ]}
            onChange={onFilter}
          />
        )}
        {hasModel && !isRestWanted && !complete && (
          <Button onClick={() => wantRest(store, true)}>Classify all</Button>
        )}
      </Toolbar>
    </div>
  );
}
