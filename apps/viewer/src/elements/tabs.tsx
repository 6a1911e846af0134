import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';
import { useId } from 'preact/hooks';
import './elements.css';

/** What {@link Tabs} takes. */
export interface TabsProps<V extends string> {
  /** What the tabs choose among, read out. */
  readonly label: string;
  readonly tabs: readonly { readonly value: V; readonly label: ComponentChildren }[];
  readonly selected: V;
  readonly onSelect: (value: V) => void;
  /** Put into the row of the tabs. */
  readonly beside?: ComponentChildren;
  /** The content of the selected tab. */
  readonly children: ComponentChildren;
}

/** Tabs; arrow keys, Home and End go from one to the next. */
export function Tabs<V extends string>(props: TabsProps<V>) {
  const { label, tabs, selected, onSelect, beside, children } = props;
  const id = useId();
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    const at = tabs.findIndex((tab) => tab.value === selected);
    const goal = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = goal === undefined ? undefined : tabs[(goal + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    onSelect(next.value);
    document.getElementById(`${id}-${next.value}`)?.focus();
  };
  return (
    <div class="tabs">
      <div class="tab-row">
        <div role="tablist" aria-label={label} onKeyDown={onKeyDown}>
          {tabs.map((tab) => (
            <button
              key={tab.value}
              type="button"
              role="tab"
              id={`${id}-${tab.value}`}
              aria-selected={tab.value === selected}
              aria-controls={`${id}-panel`}
              tabIndex={tab.value === selected ? 0 : -1}
              onClick={() => onSelect(tab.value)}
            >
              {tab.label}
            </button>
          ))}
        </div>
        {beside}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${selected}`} tabIndex={0}>
        {children}
      </div>
    </div>
  );
}
