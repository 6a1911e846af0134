import { useMemo } from 'preact/hooks';
import type { ClassInfo } from '@saliogram/core';
import { Picture } from '../../elements/picture.tsx';
import type { CaseWords } from '../../lib/case-words.ts';
import { FEW, rateText } from '../../lib/evaluation/class-rates.ts';
import { wrongFirst } from '../../lib/evaluation/evaluated-beats.ts';
import type { EvaluatedBeat } from '../../lib/evaluation/evaluated-beats.ts';
import { reliabilityPicture } from '../../lib/evaluation/evaluation-pictures.ts';
import { reliabilityOf } from '../../lib/evaluation/reliability.ts';
import { BehindNumber } from './beats-behind.tsx';
import type { Behind } from './beats-behind.tsx';

/** What {@link CalibrationView} takes. */
export interface CalibrationViewProps {
  /** Of classes that the model knows, at least one. */
  readonly beats: readonly EvaluatedBeat[];
  readonly classes: readonly ClassInfo[];
  readonly words: CaseWords;
  readonly behind: Behind;
}

/** How far the model's probabilities can be taken at their word. */
export function CalibrationView({ beats, classes, words, behind }: CalibrationViewProps) {
  const reliability = useMemo(() => reliabilityOf(beats, classes), [beats, classes]);
  const picture = useMemo(() => reliabilityPicture(reliability), [reliability]);
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return (
    <section aria-label="Calibration">
      <h2>Calibration</h2>
      <p>
        Expected calibration error {percent(reliability.expectedCalibrationError)}: so far, on average, the
        probability of the decided class lies from the share of right decisions.
      </p>
      <div class="curve">
        <Picture list={picture} />
        <table class="table rates">
          <caption class="unseen">Reliability by the probability of the decided class</caption>
          <thead>
            <tr>
              <th scope="col">probability, %</th>
              <th scope="col" class="numeric">
                {words.many}
              </th>
              <th scope="col" class="numeric">
                mean
              </th>
              <th scope="col" class="numeric">
                right
              </th>
            </tr>
          </thead>
          <tbody>
            {reliability.bins.flatMap(({ low, high, n, confidence, beats: inBin }) => {
              if (confidence === null) return [];
              const range = `${(100 * low).toFixed(0)}–${(100 * high).toFixed(0)}`;
              const part = inBin.filter(({ disagrees }) => !disagrees).length;
              return [
                <tr key={low}>
                  <th scope="row">{range}</th>
                  <td class="numeric">
                    <BehindNumber
                      title={`Probability of ${range} %`}
                      behind={behind}
                      beats={() => wrongFirst(inBin)}
                      count={n}
                    >
                      {n.toLocaleString('en-GB')}
                    </BehindNumber>
                  </td>
                  <td class="numeric">{percent(confidence)}</td>
                  <td class="numeric">{rateText({ part, whole: n })}</td>
                </tr>,
              ];
            })}
          </tbody>
        </table>
      </div>
      <p class="hint">
        On the dashed line a probability can be taken at its word, above it the model is too modest, below too
        sure. A hollow mark is of fewer than {FEW} {words.many} and says little. Grey: {words.many} per bin.
      </p>
    </section>
  );
}
