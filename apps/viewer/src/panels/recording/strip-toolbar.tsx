import { Button } from '../../elements/button.tsx';
import { Choice, Select } from '../../elements/select.tsx';
import { Separator, Toolbar } from '../../elements/toolbar.tsx';
import type { View } from '../../lib/app-state.ts';
import { PAPER_MOVES } from '../../lib/paper/paper-moves.ts';
import { withStretch } from '../../lib/paper/window.ts';
import type { Stretch } from '../../lib/paper/window.ts';
import { jump } from '../../services/jumping.ts';
import { notify } from '../../services/notices.ts';
import type { Store } from '../../services/store.ts';
import { usePart } from '../../services/use-parts.ts';

const SPEEDS = [12.5, 25, 50] as const;
const GAINS = [5, 10, 20] as const;
const FILTERS: readonly { value: View['filter']; label: string; title: string }[] = [
  { value: 'none', label: 'No filter', title: 'as recorded' },
  { value: 'baseline', label: 'Baseline', title: 'high-pass 0.5 Hz, on the display only' },
  { value: 'monitor', label: 'Monitor', title: '0.5 to 40 Hz, on the display only' },
];

/** What {@link StripToolbar} takes. */
export interface StripToolbarProps {
  readonly store: Store;
  readonly calipersOn: boolean;
  readonly onCalipers: () => void;
}

/** Scale, filter and zoom of the paper, and where to go on it. */
export function StripToolbar({ store, calipersOn, onCalipers }: StripToolbarProps) {
  return (
    <div class="strip-toolbar">
      <JumpToolbar store={store} />
      <PaperToolbar store={store} />
      <Toolbar label="Measure">
        <Button pressed={calipersOn} shortcut="m" onClick={onCalipers}>
          Calipers
        </Button>
      </Toolbar>
    </div>
  );
}

function PaperToolbar({ store }: { store: Store }) {
  const view = usePart(store, (state) => state.view.speedMmPerS);
  const gain = usePart(store, (state) => state.view.gainMmPerMv);
  const filter = usePart(store, (state) => state.view.filter);
  const zoom = usePart(store, (state) => state.view.zoom);
  const set = (part: Partial<View>): void =>
    store.change((state) => ({ ...state, view: { ...state.view, ...part } }));
  const stretch = (part: Stretch): void =>
    store.change((state) => withStretch(state, part, state.view.startS + state.stripS / 2));
  return (
    <Toolbar label="Paper">
      <Choice
        label="mm/s"
        value={view}
        options={SPEEDS.map((value) => ({ value, label: String(value) }))}
        onChange={(speedMmPerS) => stretch({ speedMmPerS, zoom: 1 })}
      />
      <Choice
        label="mm/mV"
        value={gain}
        options={GAINS.map((value) => ({ value, label: String(value) }))}
        onChange={(gainMmPerMv) => set({ gainMmPerMv })}
      />
      <Select
        label="Filter of the display"
        labelUnseen
        value={filter}
        options={FILTERS}
        onChange={(value) => set({ filter: value })}
      />
      <Separator />
      <Button name="zoom out" title="Zoom out (−)" onClick={() => store.change(PAPER_MOVES['zoom-out'])}>
        −
      </Button>
      <Button
        title="Back to the paper speed (0)"
        disabled={zoom === 1}
        onClick={() => store.change(PAPER_MOVES['zoom-true'])}
      >
        {zoomText(zoom)}
      </Button>
      <Button name="zoom in" title="Zoom in (+)" onClick={() => store.change(PAPER_MOVES['zoom-in'])}>
        +
      </Button>
    </Toolbar>
  );
}

function zoomText(zoom: number): string {
  return `${zoom < 0.1 ? (100 * zoom).toPrecision(2) : Math.round(100 * zoom)} %`;
}

function JumpToolbar({ store }: { store: Store }) {
  const hasBeats = usePart(store, ({ beats }) => beats.count > 0);
  const isClassified = usePart(store, ({ beats }) => beats.classified > 0);
  const tryJump = (kind: Parameters<typeof jump>[1], missing: string): void => {
    if (jump(store, kind)) return;
    notify(store, { severity: 'note', title: 'Nowhere to go', text: missing });
  };
  return (
    <Toolbar label="Go to">
      <Button
        name="previous beat"
        title="Beat before (k)"
        disabled={!hasBeats}
        onClick={() => tryJump('previous', 'This is the first beat of the recording.')}
      >
        ◀
      </Button>
      <Button
        name="next beat"
        title="Next beat (j)"
        disabled={!hasBeats}
        onClick={() => tryJump('next', 'This is the last beat of the recording.')}
      >
        ▶
      </Button>
      <Button
        shortcut="d"
        title="Next beat whose label differs from the reference"
        disabled={!isClassified}
        onClick={() => tryJump('disagreement', 'No beat that is shown differs from its reference label.')}
      >
        Disagreement
      </Button>
      <Button
        shortcut="v"
        title="Next premature ventricular contraction"
        disabled={!hasBeats}
        onClick={() =>
          tryJump('ventricular', 'Neither the model nor the reference calls a beat that is shown V.')
        }
      >
        PVC
      </Button>
      <Button
        shortcut="u"
        title="The beat the model is least certain of; again for the next"
        disabled={!isClassified}
        onClick={() => tryJump('doubt', 'No beat is left that the model is less certain of.')}
      >
        Least certain
      </Button>
    </Toolbar>
  );
}
