import { useMemo } from 'preact/hooks';
import { ClassSymbol } from '../../elements/legend.tsx';
import { Picture } from '../../elements/picture.tsx';
import { useWidth } from '../../elements/use-width.ts';
import type { Explanation } from '../../lib/explanation-task.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { decisionOf, decisionSentence } from '../../lib/saliency/decision.ts';
import { scoreImagesPicture } from '../../lib/saliency/score-images-picture.ts';
import { scoreCurvesPicture } from '../../lib/saliency/score-curves-picture.ts';

/** The probability of every class as the beat is read, and when the decision settled. */
export function ScoresView({ beat, explanation }: { beat: ExplainedBeat; explanation: Explanation }) {
  const { ref, width } = useWidth<HTMLElement>(320);
  const { stepProbabilities } = explanation;
  const { layout, input, model, target } = beat;
  const drawn = useMemo(() => {
    if (!stepProbabilities) return null;
    const decision = decisionOf(stepProbabilities);
    const sentence = decisionSentence(decision, layout, model.classes);
    const symbols = model.classes.map(({ symbol }) => symbol);
    const probabilities = stepProbabilities;
    const list = scoreCurvesPicture({
      width,
      height: 230,
      layout,
      probabilities,
      symbols,
      decision,
      input: input.values,
      description: `Probability of ${symbols.join(', ')} after each step. ${sentence}`,
    });
    const images =
      layout.image &&
      scoreImagesPicture({
        frame: { width, height: 240, layout, domain: [0, 1], unit: layout.unit },
        input: input.values,
        probabilities,
        symbols,
        target,
        description: `The probability of ${symbols[target]} and the most likely class when reading has come to each pixel. ${sentence}`,
      });
    return { list, images, sentence };
  }, [stepProbabilities, input.values, model, target, width]);
  return (
    <section class="explain-part" ref={ref} aria-label="Temporal output scores">
      <h2>Temporal output scores</h2>
      {drawn ? (
        <>
          {drawn.images && <Picture list={drawn.images} />}
          <Picture list={drawn.list} />
          <p>
            {drawn.sentence} Before {layout.image ? 'any stroke' : 'the beat'} has come, the model can only
            guess: an early class is its prior.
          </p>
          <ul class="legend" aria-label="classes">
            {model.classes.map(({ symbol, name }, k) => (
              <li key={symbol}>
                <ClassSymbol symbol={symbol} index={k} /> {name}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p role="status">
          {explanation.problem ?? `The ${layout.image ? 'image' : 'beat'} is being read step by step ...`}
        </p>
      )}
    </section>
  );
}
