import { AAMI_NAMES } from '../../lib/labels.ts';
import type { BeatLabel } from '../../lib/labels.ts';

/** What {@link SymbolChoice} takes. */
export interface SymbolChoiceProps {
  readonly labels: readonly BeatLabel[];
  /** Symbol that is chosen; empty where none is yet. */
  readonly chosen: string;
  /** How many labels at the head are shown with their names; the others follow smaller. */
  readonly first: number;
  readonly onChoose: (symbol: string) => void;
}

/** Labels to choose from, by click or by typing the symbol. */
export function SymbolChoice({ labels, chosen, first, onChoose }: SymbolChoiceProps) {
  return (
    <div
      // The dialog gives the focus to what asks for it.
      autoFocus
      class="symbols"
      role="group"
      aria-label={`Label: type its symbol, as ${labels[0].symbol} or ${labels[1].symbol}; capitals count`}
      tabIndex={0}
      onKeyDown={(event) => {
        const label = labels.find(({ symbol }) => symbol === event.key);
        if (!label || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        onChoose(label.symbol);
      }}
    >
      {labels.map(({ symbol, name, aami }, i) => (
        <button
          key={symbol}
          type="button"
          class={i < first ? 'symbol main' : 'symbol'}
          aria-pressed={symbol === chosen}
          title={aami === '' ? name : `${name}; AAMI ${aami}: ${AAMI_NAMES[aami]}`}
          onClick={() => onChoose(symbol)}
        >
          <kbd>{symbol}</kbd>
          <span>{name}</span>
        </button>
      ))}
    </div>
  );
}
