import type { Technique } from '@saliogram/explain';
import { Check } from '../../elements/field.tsx';
import type { Store } from '../../services/store.ts';

/** What {@link MethodChoice} takes. */
export interface MethodChoiceProps {
  readonly offered: readonly Technique[];
  /** Names of those that are shown. */
  readonly chosen: readonly string[];
  readonly store: Store;
}

/** Every technique that the model can do, to be shown or not, with what a reader should know of it. */
export function MethodChoice({ offered, chosen, store }: MethodChoiceProps) {
  const toggle = (name: string, isChosen: boolean): void =>
    store.change((state) => {
      const names = offered.map((technique) => technique.name);
      const methods = names.filter((each) => (each === name ? isChosen : state.view.methods.includes(each)));
      return { ...state, view: { ...state.view, methods } };
    });
  const count = offered.filter(({ name }) => chosen.includes(name)).length;
  return (
    <details class="method-choice">
      <summary>
        Methods: {count} of {offered.length} shown
      </summary>
      <ul>
        {offered.map(({ name, title, formula, source, cost, ...technique }) => (
          <li key={name}>
            <Check checked={chosen.includes(name)} onChange={(isChosen) => toggle(name, isChosen)}>
              {title}
              {technique.family === 'control' && <em> (control)</em>}
            </Check>
            <details>
              <summary>about</summary>
              <dl>
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
        ))}
      </ul>
    </details>
  );
}
