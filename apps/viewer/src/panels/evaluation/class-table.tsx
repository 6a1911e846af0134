import type { CaseWords } from '../../lib/case-words.ts';
import { FEW, macroF1, rateText } from '../../lib/evaluation/class-rates.ts';
import type { ClassRow, Rate } from '../../lib/evaluation/class-rates.ts';
import { BehindNumber } from './beats-behind.tsx';
import type { Behind } from './beats-behind.tsx';

const RATES = [
  { name: 'sensitivity', head: 'sensitivity', of: 'of these the model finds' },
  { name: 'positivePredictivity', head: '+P', of: 'of those that it calls so are so' },
  { name: 'f1', head: 'F1', of: 'both in one number' },
  { name: 'specificity', head: 'specificity', of: 'of all others it calls otherwise' },
] as const;

/** What {@link ClassTable} takes. */
export interface ClassTableProps {
  readonly rows: readonly ClassRow[];
  /** Names a class by its symbol. */
  readonly nameOf: (symbol: string) => string;
  readonly words: CaseWords;
  readonly behind: Behind;
}

/** How each class is recognised. */
export function ClassTable({ rows, nameOf, words, behind }: ClassTableProps) {
  const macro = macroF1(rows);
  return (
    <section aria-label="By class">
      <table class="table rates">
        <caption>By class</caption>
        <thead>
          <tr>
            <th scope="col">class of the reference</th>
            <th scope="col" class="numeric">
              {words.many}
            </th>
            {RATES.map(({ name, head, of }) => (
              <th key={name} scope="col" class="numeric" title={of}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.symbol}>
              <th scope="row">{nameOf(row.symbol)}</th>
              <td class="numeric">
                <BehindNumber
                  title={`${nameOf(row.symbol)}: all ${words.many}`}
                  behind={behind}
                  beats={row.own.beats}
                  count={row.own.part}
                >
                  {row.own.part.toLocaleString('en-GB')}
                </BehindNumber>
              </td>
              {RATES.map(({ name, head }) => (
                <td key={name} class="numeric">
                  <BehindNumber
                    title={`${nameOf(row.symbol)}: ${head}`}
                    behind={behind}
                    beats={row[name].beats}
                    count={row[name].whole}
                  >
                    {name === 'f1' ? f1Text(row) : rateText(row[name])}
                  </BehindNumber>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint">
        {macro !== null &&
          `Mean F1 over the classes that the reference has ${words.many} of: ${(100 * macro).toFixed(1)} %. `}
        Of fewer than {FEW} {words.many} the count stands in place of a percentage, and – where there is none
        to count.
      </p>
    </section>
  );
}

/** F1 is no share that can be counted out, so of few beats it is left out. */
function f1Text({ f1, own }: ClassRow): string {
  const whole: Rate = f1;
  if (own.part === 0) return '–';
  return own.part < FEW ? 'few' : rateText(whole);
}
