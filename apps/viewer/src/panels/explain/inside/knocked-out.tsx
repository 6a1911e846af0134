import type { UnitKnockOut } from '@saliogram/explain';
import { unitsOfHalf } from '../../../lib/inside/unit-picture.ts';
import { shortNumber } from '../../../lib/saliency/value-meaning.ts';

const MOST_SHOWN = 10;

/** The units whose silence changes the score most, and how few hold half of the effect. */
export function KnockedOut({ result, symbol }: { result: UnitKnockOut; symbol: string }) {
  const { units } = result;
  const largest = units[0]?.meanMagnitude ?? 0;
  const hasLayers = units.some(({ layer }) => layer > 0);
  const nameOf = ({ layer, direction, unit }: UnitKnockOut['units'][number]): string =>
    [
      ...(hasLayers ? [`layer ${layer + 1}`] : []),
      `unit ${unit + 1}`,
      ...(units.some((each) => each.direction === 'backward') ? [direction] : []),
    ].join(', ');
  return (
    <>
      <ol class="unit-bars">
        {units.slice(0, MOST_SHOWN).map((each) => (
          <li key={nameOf(each)}>
            <span class="name">{nameOf(each)}</span>
            <span class="bar" aria-hidden="true">
              <span
                class={each.meanFall < 0 ? 'against' : 'for'}
                style={{ width: `${largest > 0 ? (100 * each.meanMagnitude) / largest : 0}%` }}
              />
            </span>
            <span>
              {each.meanFall < 0
                ? `spoke against: +${shortNumber(-each.meanFall)}`
                : `spoke for: −${shortNumber(each.meanFall)}`}
            </span>
          </li>
        ))}
      </ol>
      <p>
        Change of the score of {symbol} when a unit hands on 0 throughout. {unitsOfHalf(result)} of{' '}
        {units.length} units hold half of the sum of all changes. Units that stand in for each other each seem
        to matter little.
      </p>
    </>
  );
}
