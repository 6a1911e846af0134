import { useMemo, useState } from 'preact/hooks';
import { inkOn } from '@saliogram/figures';
import { screenTheme } from '../../elements/screen.ts';
import { mapAgreement } from '../../lib/maps/map-agreement.ts';
import { signedColour } from '../../lib/picture/matrix-colours.ts';
import { agreementText } from '../../lib/saliency/rank-correlation.ts';

/** A map that is computed, by the name of its method. */
export interface NamedMap {
  readonly title: string;
  /** Over time, [T]. */
  readonly heat: Float32Array;
}

/** What {@link AgreementMatrix} takes. */
export interface AgreementMatrixProps {
  readonly maps: readonly NamedMap[];
  /** Shows the maps of two rows beside each other. */
  readonly onPair: (pair: readonly [number, number]) => void;
  /** The pair that is shown, the row first; null for none. */
  readonly pair: readonly [number, number] | null;
}

/** How far the maps agree on what matters more, each pair by rank correlation: one picture, whose cells show the two maps. */
export function AgreementMatrix({ maps, onPair, pair }: AgreementMatrixProps) {
  const [at, setAt] = useState<readonly [number, number]>([1, 0]);
  const values = useMemo(
    () => maps.map((one) => maps.map((other) => mapAgreement(one.heat, other.heat))),
    [maps.length, ...maps.flatMap(({ heat }) => heat)],
  );
  if (maps.length < 2) return null;
  const ground = screenTheme.value === 'dark' ? 'dark' : 'light';
  const [row, column] = [Math.min(at[0], maps.length - 1), Math.min(at[1], maps.length - 1)];
  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    };
    const by = moves[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const within = (n: number): number => Math.min(maps.length - 1, Math.max(0, n));
    const to = [within(row + by[0]), within(column + by[1])] as const;
    setAt(to);
    const table = event.currentTarget as HTMLElement;
    table.querySelector<HTMLElement>(`[data-cell="${to.join(' ')}"]`)?.focus();
  };
  return (
    <div class="agreement-box">
      <h3 id="agreement-title">Agreement of the maps</h3>
      <p id="agreement-words">
        Rank correlation of their heat over time, in hundredths. Where it is low, no single map should be
        trusted; where it is high, they may share a mistake. Orange above 0, blue below; a cell shows its two
        maps.
      </p>
      <table
        class="agreement"
        aria-labelledby="agreement-title"
        aria-describedby="agreement-words"
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <td />
            {maps.map(({ title }, n) => (
              <th key={title} scope="col" title={title}>
                <span class="unseen">{title}</span>
                <span aria-hidden="true">{n + 1}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {maps.map((one, i) => (
            <tr key={one.title}>
              <th scope="row">
                {one.title} <span aria-hidden="true">{i + 1}</span>
              </th>
              {maps.map((other, j) => {
                const { rank, top } = values[i][j];
                if (i === j) return <td key={other.title} class="self" />;
                const colour = rank === null ? 'transparent' : signedColour(rank, ground);
                const words = `${one.title} and ${other.title}: ${agreementText(rank)}`;
                return (
                  <td key={other.title}>
                    <button
                      type="button"
                      data-cell={`${i} ${j}`}
                      tabIndex={i === row && j === column ? 0 : -1}
                      aria-label={`${hundredths(rank)}, ${words}`}
                      aria-pressed={pair !== null && pair[0] === i && pair[1] === j}
                      title={
                        top === null
                          ? words
                          : `${words}; of their hottest tenths ${Math.round(100 * top)} % is shared`
                      }
                      style={{ background: colour, ...(rank !== null && { color: inkOn(colour) }) }}
                      onClick={() => {
                        setAt([i, j]);
                        onPair([i, j]);
                      }}
                    >
                      {hundredths(rank)}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** With a true minus sign, and none before a zero. */
function hundredths(rank: number | null): string {
  if (rank === null) return '–';
  const rounded = Math.round(100 * rank);
  return rounded < 0 ? `−${-rounded}` : String(Math.abs(rounded));
}
