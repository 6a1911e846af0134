import { Progress } from '../../elements/progress.tsx';
import type { SessionActivity } from '../../services/session-activities.ts';
import type { Session } from '../../services/session.ts';
import type { Store } from '../../services/store.ts';
import { usePart } from '../../services/use-parts.ts';
import './opening.css';

/** Of the session's work, what can be stopped. */
const WORK: readonly { readonly name: SessionActivity; readonly canStop: boolean }[] = [
  { name: 'recording', canStop: false },
  { name: 'model', canStop: false },
  { name: 'beats', canStop: true },
  { name: 'classes', canStop: true },
];

/** How far opening, finding beats and classifying them have come; nothing while there is nothing to do. */
export function Activities({ store, session }: { store: Store; session: Session }) {
  const activities = usePart(store, (state) => state.activities);
  const running = WORK.filter(({ name }) => activities[name]);
  if (running.length === 0) return null;
  return (
    <div class="activities" role="status">
      {running.map(({ name, canStop }) => {
        const { stage, done, total } = activities[name];
        return (
          <Progress
            key={name}
            label={stage}
            done={done}
            total={total}
            {...(canStop && { onCancel: () => session.cancel(name) })}
          />
        );
      })}
    </div>
  );
}
