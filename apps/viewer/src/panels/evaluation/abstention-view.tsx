import { useMemo } from 'preact/hooks';
import { Picture } from '../../elements/picture.tsx';
import type { CaseWords } from '../../lib/case-words.ts';
import { abstentionOf } from '../../lib/evaluation/abstention.ts';
import { rateText } from '../../lib/evaluation/class-rates.ts';
import { wrongFirst } from '../../lib/evaluation/evaluated-beats.ts';
import type { EvaluatedBeat } from '../../lib/evaluation/evaluated-beats.ts';
import { abstentionPicture } from '../../lib/evaluation/evaluation-pictures.ts';
import { BehindNumber } from './beats-behind.tsx';
import type { Behind } from './beats-behind.tsx';

/** What {@link AbstentionView} takes. */
export interface AbstentionViewProps {
  /** Of classes that the model knows, at least one. */
  readonly beats: readonly EvaluatedBeat[];
  readonly words: CaseWords;
  readonly behind: Behind;
}

/** What comes of leaving what the model is unsure of to a reader. */
export function AbstentionView({ beats, words, behind }: AbstentionViewProps) {
  const abstention = useMemo(() => abstentionOf(beats), [beats]);
  const picture = useMemo(() => abstentionPicture(abstention), [abstention]);
  return (
    <section aria-label="Abstention">
      <h2>Abstention</h2>
      <p>
        What would be wrong among the {words.many} that the model decides, were the least sure ones left to a
        reader.
      </p>
      <div class="curve">
        <Picture list={picture} />
        <table class="table rates">
          <caption class="unseen">What thresholds of the probability come to</caption>
          <thead>
            <tr>
              <th scope="col">decided from</th>
              <th scope="col" class="numeric">
                decided
              </th>
              <th scope="col" class="numeric">
                wrong
              </th>
              <th scope="col" class="numeric">
                left open
              </th>
            </tr>
          </thead>
          <tbody>
            {abstention.thresholds.map(({ least, decided, right, left }) => {
              const from = least === 0 ? 'any probability' : `${Number((100 * least).toPrecision(4))} %`;
              const wrong = right.whole - right.part;
              return (
                <tr key={least}>
                  <th scope="row">{from}</th>
                  <td class="numeric">{rateText(decided)}</td>
                  <td class="numeric">
                    <BehindNumber
                      title={`Decided from ${from} on: wrong`}
                      behind={behind}
                      beats={() => right.beats().slice(0, wrong)}
                      count={wrong}
                    >
                      {rateText({ part: wrong, whole: right.whole })}
                    </BehindNumber>
                  </td>
                  <td class="numeric">
                    <BehindNumber
                      title={`Left open below ${from}`}
                      behind={behind}
                      beats={() => wrongFirst(left)}
                      count={left.length}
                    >
                      {left.length.toLocaleString('en-GB')}
                    </BehindNumber>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
