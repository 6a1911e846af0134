import type { CellQuantity, CellTraces, LayerTraces, UnitKnockOut } from '@saliogram/explain';
import type { MatrixScale } from '../picture/matrix-colours.ts';

/** In which order units stand below each other. */
export type UnitOrder = 'peak' | 'effect' | 'number';

/** What units hold over time, as numbers of a picture. */
export interface UnitPicture {
  /** Row by row, [H, T]. */
  readonly values: Float32Array;
  /** The unit of each row, [H]. */
  readonly units: readonly number[];
  readonly steps: number;
  readonly scale: MatrixScale;
}

/** The quantities in words, in the order of the choice. */
export const QUANTITY_WORDS: Readonly<Record<CellQuantity, string>> = {
  'input-gate': 'input gate: how much is let in',
  'forget-gate': 'forget gate: how much is kept',
  'output-gate': 'output gate: how much is shown',
  'reset-gate': 'reset gate: how much of the past is read',
  'update-gate': 'update gate: how much is kept',
  candidate: 'candidate: what would be let in',
  cell: 'cell: what is remembered',
  hidden: 'output: what is handed on',
};

/** The quantities of a layer. */
export function quantitiesOf({ quantities }: LayerTraces): CellQuantity[] {
  return (Object.keys(QUANTITY_WORDS) as CellQuantity[]).filter((name) => quantities[name] !== undefined);
}

/** As `layer 2, backward`, or `layer 1` for networks that read one way. */
export function layerWords({ layers }: CellTraces, index: number): string {
  const { layer, direction } = layers[index];
  const hasBoth = layers.some((each) => each.direction === 'backward');
  return `layer ${layer + 1}${hasBoth ? `, ${direction}` : ''}`;
}

const isGate = (quantity: CellQuantity): boolean => quantity.endsWith('-gate');

/**
 * One quantity of all units of a layer of the first sequence over time, a row for each unit.
 *
 * @param knockOut what the order `effect` is taken from; without it units stand by their peaks
 */
export function unitPicture(
  traces: CellTraces,
  index: number,
  quantity: CellQuantity,
  order: UnitOrder,
  knockOut: UnitKnockOut | null,
): UnitPicture {
  const layer = traces.layers[index];
  const { units } = layer;
  const { steps } = traces;
  const own = layer.quantities[quantity];
  if (!own) throw new Error(`internal: no ${quantity} in layer ${index}`);
  const at = (unit: number, t: number): number => own[t * units + unit];
  const sorted = orderOf(layer, steps, order, knockOut, at);
  const values = new Float32Array(units * steps);
  sorted.forEach((unit, row) => {
    for (let t = 0; t < steps; t++) values[row * steps + t] = at(unit, t);
  });
  const scale: MatrixScale = isGate(quantity)
    ? { kind: 'from-zero', largest: 1 }
    : { kind: 'signed', largest: sizeOfMost(values) };
  return { values, units: sorted, steps, scale };
}

/** What the sizes of 99 % of the values stay below: one unit that runs away would leave the others pale. */
function sizeOfMost(values: Float32Array): number {
  const sizes = values
    .map(Math.abs)
    .filter((size) => !Number.isNaN(size))
    .sort();
  return sizes[Math.floor(0.99 * (sizes.length - 1))] ?? 0;
}

function orderOf(
  { layer, direction, units }: LayerTraces,
  steps: number,
  order: UnitOrder,
  knockOut: UnitKnockOut | null,
  at: (unit: number, t: number) => number,
): number[] {
  const all = Array.from({ length: units }, (_, unit) => unit);
  if (order === 'number') return all;
  if (order === 'effect' && knockOut) {
    return knockOut.units
      .filter((each) => each.layer === layer && each.direction === direction)
      .map(({ unit }) => unit);
  }
  const peak = all.map((unit) => {
    let best = 0;
    for (let t = 1; t < steps; t++) if (Math.abs(at(unit, t)) > Math.abs(at(unit, best))) best = t;
    return best;
  });
  return all.sort((a, b) => peak[a] - peak[b] || a - b);
}

/** The step at which a layer's units change most together. */
export function busiestStep({ values, units, steps }: UnitPicture): number {
  const changes = Array.from({ length: steps }, (_, t) =>
    units.reduce(
      (sum, _unit, row) =>
        sum + (t === 0 ? 0 : Math.abs(values[row * steps + t] - values[row * steps + t - 1]) || 0),
      0,
    ),
  );
  return changes.indexOf(Math.max(...changes));
}

/** How many units, the strongest first, hold half of the summed magnitude of all falls. */
export function unitsOfHalf({ units }: UnitKnockOut): number {
  const all = units.reduce((sum, { meanMagnitude }) => sum + meanMagnitude, 0);
  let held = 0;
  const index = units.findIndex(({ meanMagnitude }) => (held += meanMagnitude) >= all / 2);
  return index + 1;
}
