import type { ComponentChildren, TargetedInputEvent } from 'preact';
import './elements.css';

/** What {@link Field} takes. */
export interface FieldProps {
  readonly label: string;
  readonly value: string | number;
  readonly onInput: (text: string) => void;
  /** Default `text`. */
  readonly type?: 'text' | 'number';
  /** Shown behind the field: `mm`. */
  readonly unit?: string;
  readonly placeholder?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number | 'any';
  readonly labelUnseen?: boolean;
}

/** A line to type into. */
export function Field({ label, value, onInput, type = 'text', unit, labelUnseen, ...rest }: FieldProps) {
  const input = {
    ...rest,
    value,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => onInput(event.currentTarget.value),
  };
  return (
    <label class="field">
      <span class={labelUnseen ? 'unseen' : undefined}>{label}</span>
      {type === 'number' ? <input type="number" {...input} /> : <input type="text" {...input} />}
      {unit}
    </label>
  );
}

/** What {@link Check} takes. */
export interface CheckProps {
  readonly children: ComponentChildren;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly title?: string;
}

/** Yes or no. */
export function Check({ children, checked, onChange, title }: CheckProps) {
  return (
    <label class="check" title={title}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {children}
    </label>
  );
}
