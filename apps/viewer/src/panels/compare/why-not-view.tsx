import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { Picture } from '../../elements/picture.tsx';
import { Select } from '../../elements/select.tsx';
import { useWidth } from '../../elements/use-width.ts';
import type { Beats } from '../../lib/app-state.ts';
import type { ExplainedBeat } from '../../lib/explained-beat.ts';
import { taskOf } from '../../lib/explained-beat.ts';
import { classText } from '../../lib/labels.ts';
import { CONTRAST_METHODS, contrastHeat, contrastOf } from '../../lib/saliency/contrast.ts';
import { contrastPicture } from '../../lib/saliency/contrast-picture.ts';
import { pictureHeight } from '../../lib/saliency/image-frame.ts';
import { contrastSentence } from '../../lib/saliency/contrast-sentence.ts';
import { valueDomain } from '../../lib/saliency/trace-frame.ts';
import { shortNumber } from '../../lib/saliency/value-meaning.ts';
import type { Explanations } from '../../services/explanations.ts';
import { useExplanations } from '../../services/use-explanations.ts';

/** What {@link WhyNotView} takes. */
export interface WhyNotViewProps {
  readonly beat: ExplainedBeat;
  readonly beats: Beats;
  readonly explanations: Explanations;
  /** What is shown beside, for the class that it was not. */
  readonly children: (other: number) => ComponentChildren;
}

/** The class that comes next behind `target`. */
function runnerUp({ index, model, target }: ExplainedBeat, { probabilities }: Beats): number {
  const classes = model.classes.length;
  const own = probabilities.subarray(index * classes, (index + 1) * classes);
  const others = Array.from(own, (_, k) => k).filter((k) => k !== target);
  return others.reduce((best, k) => (own[k] > own[best] ? k : best), others[0]);
}

/** Why the explained class and not another: what speaks for each. */
export function WhyNotView({ beat, beats, explanations, children }: WhyNotViewProps) {
  const { ref, width } = useWidth<HTMLElement>(320);
  const [asked, setAsked] = useState<number | null>(null);
  const [name, setName] = useState(CONTRAST_METHODS[0].method);
  const { classes } = beat.model;
  const other = asked !== null && asked !== beat.target ? asked : runnerUp(beat, beats);
  const way = CONTRAST_METHODS.find(({ method }) => method === name) ?? CONTRAST_METHODS[0];
  const tasks = [beat.target, other].map((target) =>
    taskOf(beat, { name: way.method, title: way.title }, { target, options: way.options }),
  );
  const [a, b] = useExplanations(explanations, 'why-not', tasks);
  const [symbolA, symbolB] = [classes[beat.target].symbol, classes[other].symbol];
  const drawn = useMemo(() => {
    if (!a.attribution || !b.attribution) return null;
    const { layout, input } = beat;
    const heat = contrastHeat(contrastOf(a.attribution.values, b.attribution.values));
    const sentence = contrastSentence(heat, symbolA, symbolB, layout);
    const list = contrastPicture({
      frame: {
        width,
        height: pictureHeight(layout, width, 220),
        layout,
        domain: valueDomain([input.values]),
        unit: layout.unit,
      },
      input: input.values,
      forA: heat.forA,
      forB: heat.forB,
      symbolA,
      symbolB,
      description: `Why ${symbolA} and not ${symbolB}: ${sentence}`,
    });
    return { list, sentence, largest: heat.largest };
  }, [a.attribution, b.attribution, width, beat.key]);
  const problem = a.problem ?? b.problem;
  return (
    <section ref={ref} aria-label="Why not another class">
      <div class="compare-head">
        <h2>Why {classText(classes[beat.target])} and not</h2>
        <Select
          label="Other class"
          labelUnseen
          value={other}
          options={classes.flatMap(({ symbol, name: words }, k) =>
            k === beat.target ? [] : [{ value: k, label: classText({ symbol, name: words }) }],
          )}
          onChange={setAsked}
        />
        <Select
          label="by"
          value={way.method}
          options={CONTRAST_METHODS.map(({ method, title }) => ({ value: method, label: title }))}
          onChange={setName}
        />
      </div>
      {drawn ? (
        <>
          <Picture list={drawn.list} />
          <p>{drawn.sentence}</p>
          <p class="note">
            The map of {symbolA} less the map of {symbolB}: {meaningOf(way.meaning, symbolA, symbolB)}. Full
            colour is {shortNumber(drawn.largest)}.
          </p>
        </>
      ) : (
        <p role="status">{problem ?? 'Both classes are being explained ...'}</p>
      )}
      {children(other)}
    </section>
  );
}

function meaningOf(meaning: string, symbolA: string, symbolB: string): string {
  return meaning.replace('A’s', `${symbolA}’s`).replace('B’s', `${symbolB}’s`);
}
