import { useRef, useState } from 'preact/hooks';
import type { Family, Technique } from '@saliogram/explain';
import { Check, Field } from '../../elements/field.tsx';
import type { Store } from '../../services/store.ts';
import { costText } from './use-method-cost.ts';
import type { MethodCost } from './use-method-cost.ts';

/** What {@link MethodChoice} takes. */
export interface MethodChoiceProps {
  readonly offered: readonly Technique[];
  /** Names of those that are shown. */
  readonly chosen: readonly string[];
  readonly cost: MethodCost;
  /** Called when the list is opened or closed. */
  readonly onOpen: (isOpen: boolean) => void;
  readonly store: Store;
}

const FAMILIES: readonly { readonly family: Family; readonly title: string }[] = [
  { family: 'inside', title: 'Inside the model' },
  { family: 'gradient', title: 'Gradient: how the score changes with the input' },
  { family: 'propagation', title: 'Propagation: the score carried back through the gates' },
  { family: 'perturbation', title: 'Perturbation: parts hidden or replaced' },
  { family: 'mask', title: 'Masks: the best region sought' },
  { family: 'control', title: 'Controls: maps that know no model' },
];

/** Every technique that the model can do, family by family, to be found, read about, and shown or not. */
export function MethodChoice({ offered, chosen, cost, onOpen, store }: MethodChoiceProps) {
  const [search, setSearch] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDetailsElement>(null);
  const toggle = (name: string, isChosen: boolean): void =>
    store.change((state) => {
      const names = offered.map((technique) => technique.name);
      const methods = names.filter((each) => (each === name ? isChosen : state.view.methods.includes(each)));
      return { ...state, view: { ...state.view, methods } };
    });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      box.current?.removeAttribute('open');
      box.current?.querySelector('summary')?.focus();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      moveFocus(list.current, event.key === 'ArrowDown' ? 1 : -1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const found = offered.filter((technique) => matches(technique, search));
  const count = offered.filter(({ name }) => chosen.includes(name)).length;
  return (
    <details
      class="method-choice"
      ref={box}
      onToggle={(event) => onOpen(event.currentTarget.open)}
      onKeyDown={onKeyDown}
    >
      <summary>
        Methods: {count} of {offered.length} shown
      </summary>
      <div class="method-list" ref={list}>
        <Field label="Find" value={search} onInput={setSearch} placeholder="name, source or what it says" />
        {found.length === 0 && <p class="note">No method says that.</p>}
        {FAMILIES.map(({ family, title }) => {
          const members = found.filter((technique) => technique.family === family);
          if (members.length === 0) return null;
          return (
            <section key={family} aria-label={title}>
              <h3>{title}</h3>
              <ul>
                {members.map((technique) => (
                  <MethodEntry
                    key={technique.name}
                    technique={technique}
                    isChosen={chosen.includes(technique.name)}
                    time={costText(cost(technique))}
                    onChange={(isChosen) => toggle(technique.name, isChosen)}
                  />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </details>
  );
}

interface MethodEntryProps {
  readonly technique: Technique;
  readonly isChosen: boolean;
  /** How long it takes, in words. */
  readonly time: string;
  readonly onChange: (isChosen: boolean) => void;
}

function MethodEntry({ technique, isChosen, time, onChange }: MethodEntryProps) {
  const { title, says, silent, formula, source, cost } = technique;
  return (
    <li>
      <Check checked={isChosen} onChange={onChange}>
        {title}
      </Check>
      <span class="method-time">{time}</span>
      <p>{says}</p>
      <details>
        <summary>about</summary>
        <dl>
          <dt>What it does not say</dt>
          <dd>{silent}</dd>
          <dt>Formula</dt>
          <dd>
            <code>{formula}</code>
          </dd>
          <dt>Source</dt>
          <dd>{source}</dd>
          <dt>Cost</dt>
          <dd>{cost}</dd>
        </dl>
      </details>
    </li>
  );
}

function matches({ name, title, says, source }: Technique, search: string): boolean {
  const text = `${name} ${title} ${says} ${source}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** From the search to the first method, and from one to the next. */
function moveFocus(list: HTMLElement | null, by: number): void {
  const stops = [...(list?.querySelectorAll<HTMLElement>('input') ?? [])];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  stops[Math.min(stops.length - 1, Math.max(0, at + by))]?.focus();
}
