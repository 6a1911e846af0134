import { Button } from '../../../elements/button.tsx';
import { Progress } from '../../../elements/progress.tsx';
import { useWidth } from '../../../elements/use-width.ts';
import { techniques } from '@saliogram/explain';
import type { UnitKnockOut } from '@saliogram/explain';
import type { Explainer } from '../../../lib/explanation.ts';
import type { ExplainedBeat } from '../../../lib/explained-beat.ts';
import { Picture } from '../../../elements/picture.tsx';
import { memoryPicture, memorySentence } from '../../../lib/inside/memory-picture.ts';
import { useLook } from '../../../services/use-look.ts';
import type { Look } from '../../../services/use-look.ts';
import type { Store } from '../../../services/store.ts';
import { MEMORY_STEPS, costText } from '../use-method-cost.ts';
import type { MethodCost } from '../use-method-cost.ts';
import { CellsView } from './cells-view.tsx';
import { KnockedOut } from './knocked-out.tsx';
import './inside.css';

/** What {@link InsideView} takes. */
export interface InsideViewProps {
  readonly beat: ExplainedBeat;
  readonly store: Store;
  readonly explainer: Explainer;
  /** Whether the reader chose a technique. */
  readonly isShown: (technique: string) => boolean;
  readonly cost: MethodCost;
}

/** What the network does while it reads the beat: gates and cells, how far back it looks, and which units the score rests on. */
export function InsideView({ beat, store, explainer, isShown, cost }: InsideViewProps) {
  const subject = `${beat.model.digest} ${beat.key} ${beat.target}`;
  const isKnockedOut = isShown('unit-knock-out');
  const knockOut = useLook(store, explainer, {
    title: 'Unit knock-out',
    key: `knock-out ${subject}`,
    isAutomatic: false,
    ask: (job, onEvent) => explainer.unitKnockOut(job, 'first', beat.input, beat.target, onEvent),
  });
  return (
    <section class="explain-part inside" aria-label="Inside the network">
      <h2>Inside the network</h2>
      {isShown('cell-traces') && <CellsView {...{ beat, store, explainer }} knockOut={knockOut.result} />}
      {isKnockedOut && (
        <KnockOutPart beat={beat} look={knockOut} time={costText(costOf('unit-knock-out', cost))} />
      )}
      {isShown('memory-span') && <MemoryPart {...{ beat, store, explainer }} />}
    </section>
  );
}

function costOf(name: string, cost: MethodCost): number | null {
  const technique = techniques.find((each) => each.name === name);
  return technique ? cost(technique) : null;
}

interface KnockOutPartProps {
  readonly beat: ExplainedBeat;
  readonly look: Look<UnitKnockOut>;
  /** How long it takes, in words. */
  readonly time: string;
}

function KnockOutPart({ beat, look, time }: KnockOutPartProps) {
  const { result, progress, start, stop } = look;
  const { symbol } = beat.model.classes[beat.target];
  return (
    <div class="inside-part">
      <h3>Units that the score of {symbol} rests on</h3>
      {result && <KnockedOut result={result} symbol={symbol} />}
      {progress && <Progress label="silencing one unit after the other" {...progress} onCancel={stop} />}
      {!result && !progress && (
        <p>
          <Button onClick={start}>Silence each unit in turn</Button> <span class="note">{time}</span>
        </p>
      )}
    </div>
  );
}

function MemoryPart({ beat, store, explainer }: Pick<InsideViewProps, 'beat' | 'store' | 'explainer'>) {
  const { ref, width } = useWidth<HTMLDivElement>(320);
  const { layout, model, target } = beat;
  const { result, isStopped } = useLook(store, explainer, {
    title: 'Memory span',
    key: `memory ${model.digest} ${beat.key} ${target}`,
    isAutomatic: true,
    ask: (job) => explainer.memorySpan(job, 'first', beat.input, target, MEMORY_STEPS),
  });
  const { symbol } = model.classes[target];
  const sentence = result ? memorySentence(layout, result) : '';
  return (
    <div class="inside-part" ref={ref}>
      <h3>How far back the score of {symbol} looks</h3>
      {result ? (
        <>
          <Picture
            list={memoryPicture(width, 170, layout, result, `Memory of the score of ${symbol}. ${sentence}`)}
          />
          <p>{sentence}</p>
          <p class="note">
            The least stretch before each step that holds 90 % of |ds/dx|, small changes that is: what is
            remembered firmly does not show.
          </p>
        </>
      ) : (
        <p role="status">{isStopped ? 'Not computed.' : 'The beat is being read ...'}</p>
      )}
    </div>
  );
}
