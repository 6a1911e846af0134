import { classColour, heatColour, inkOn } from '@saliogram/figures';
import type { ComponentChildren } from 'preact';
import { screenTheme } from './screen.ts';
import './elements.css';

/** What {@link HeatLegend} takes. */
export interface HeatLegendProps {
  /** What the colour stands for, with its unit: `drop of the class score when hidden`. */
  readonly quantity: string;
  /** Text at the weak end; default `0`. */
  readonly low?: string;
  /** Text at the strong end; default `1`. */
  readonly high?: string;
  readonly children?: ComponentChildren;
}

/** The scale of heat in words and colour. */
export function HeatLegend({ quantity, low = '0', high = '1', children }: HeatLegendProps) {
  const ground = screenTheme.value === 'dark' ? 'dark' : 'light';
  const stops = Array.from({ length: 11 }, (_, i) => heatColour(i / 10, ground)).join(', ');
  return (
    <div class="legend">
      <span>{quantity}</span>
      <span class="scale">
        {low}
        <span class="ramp" aria-hidden="true" style={{ background: `linear-gradient(to right, ${stops})` }} />
        {high}
      </span>
      {children}
    </div>
  );
}

/** The symbol of a class on its colour; `index` null for a symbol that is none of the model's classes. */
export function ClassSymbol({ symbol, index }: { symbol: string; index: number | null }) {
  const colour = index === null ? null : classColour(index);
  const style =
    colour === null ? { border: '1px dashed currentColor' } : { background: colour, color: inkOn(colour) };
  return (
    <span class="class-symbol" style={style}>
      {symbol}
    </span>
  );
}

/** All classes with their symbols and names. */
export function ClassLegend({ classes }: { classes: readonly { symbol: string; name: string }[] }) {
  return (
    <div class="legend">
      <ul aria-label="classes">
        {classes.map(({ symbol, name }, index) => (
          <li key={symbol}>
            <ClassSymbol symbol={symbol} index={index} /> {name}
          </li>
        ))}
      </ul>
    </div>
  );
}
