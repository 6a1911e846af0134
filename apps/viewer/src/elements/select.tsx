import { useId } from 'preact/hooks';
import './elements.css';

/** One of the values a reader can choose. */
export interface Option<V extends string | number> {
  readonly value: V;
  readonly label: string;
  readonly title?: string;
}

/** What {@link Select} and {@link Choice} take. */
export interface SelectProps<V extends string | number> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly Option<V>[];
  readonly onChange: (value: V) => void;
  /** The label is read out and not shown; default false. */
  readonly labelUnseen?: boolean;
}

/** One of many, from a list that opens. */
export function Select<V extends string | number>(props: SelectProps<V>) {
  const { label, value, options, onChange, labelUnseen } = props;
  return (
    <label class="select">
      <span class={labelUnseen ? 'unseen' : undefined}>{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const chosen = options[event.currentTarget.selectedIndex];
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} title={option.title}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** One of a few, all in sight side by side. */
export function Choice<V extends string | number>(props: SelectProps<V>) {
  const { label, value, options, onChange, labelUnseen } = props;
  const group = useId();
  return (
    <fieldset class="choice">
      <legend class={labelUnseen ? 'unseen' : undefined}>{label}</legend>
      <span class="options">
        {options.map((option) => (
          <label key={option.value} title={option.title}>
            <input
              type="radio"
              name={group}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </span>
    </fieldset>
  );
}
