import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { Dialog } from './elements/dialog.tsx';
import { Guard } from './elements/guard.tsx';
import { lazy } from './elements/lazy.tsx';
import { NoticeList } from './elements/notice-list.tsx';
import { ResearchNotice } from './elements/research-notice.tsx';
import { Tabs } from './elements/tabs.tsx';
import type { View } from './lib/app-state.ts';
import { modelBlindness } from './lib/research-notice.ts';
import { commandsOf } from './page-commands.ts';
import { Activities, DropAnywhere, OpeningPanel, QuestionDialog } from './panels/opening/index.tsx';
import { OverviewPanel } from './panels/overview/index.tsx';
import { RecordingPanel } from './panels/recording/index.tsx';
import { DecisionDialog } from './panels/review/decision-dialog.tsx';
import type { Decision } from './panels/review/decision-dialog.tsx';
import { ReadingBar } from './panels/review/reading-bar.tsx';
import { Header } from './panels/shell/header.tsx';
import type { ShellDialog } from './panels/shell/header.tsx';
import { KeysDialog } from './panels/shell/keys-dialog.tsx';
import { SettingsDialog } from './panels/shell/settings-dialog.tsx';
import { evaluationsOf } from './services/evaluations.ts';
import { isFirstVisit, rememberTour } from './services/first-visit.ts';
import { showPanel } from './services/settings.ts';
import { dismissNotice, notifyError } from './services/notices.ts';
import type { TextKeeper } from './services/persistence.ts';
import type { Session } from './services/session.ts';
import { listenForShortcuts } from './services/shortcuts.ts';
import type { Store } from './services/store.ts';
import { usePart } from './services/use-parts.ts';
import type { Worklist } from './services/worklist.ts';

const ImagesPanel = lazy(
  'The sheet of images',
  async () => (await import('./panels/images/index.tsx')).ImagesPanel,
);
const ExplainPanel = lazy(
  'The explanation',
  async () => (await import('./panels/explain/index.tsx')).ExplainPanel,
);
const ComparePanel = lazy(
  'The comparison',
  async () => (await import('./panels/compare/index.tsx')).ComparePanel,
);
const AggregatePanel = lazy(
  'The aggregate',
  async () => (await import('./panels/aggregate/aggregate-panel.tsx')).AggregatePanel,
);
const ReviewPanel = lazy(
  'The review',
  async () => (await import('./panels/review/review-panel.tsx')).ReviewPanel,
);
const ModelPanel = lazy(
  'The model card',
  async () => (await import('./panels/model/model-panel.tsx')).ModelPanel,
);
const EvaluationPanel = lazy(
  'The evaluation',
  async () => (await import('./panels/evaluation/evaluation-panel.tsx')).EvaluationPanel,
);
const AnnotatorsPanel = lazy(
  'The annotators',
  async () => (await import('./panels/annotators/annotators-panel.tsx')).AnnotatorsPanel,
);
const ExportPanel = lazy(
  'Export',
  async () => (await import('./panels/export/export-panel.tsx')).ExportPanel,
);
const Tour = lazy('The tour', async () => (await import('./panels/tour/tour.tsx')).Tour);

/** What the page works with. */
export interface App {
  readonly store: Store;
  readonly keeper: TextKeeper | null;
  readonly session: Session;
  readonly worklist: Worklist;
}

const TABS: readonly { value: View['panel']; label: string }[] = [
  { value: 'explain', label: 'Explain' },
  { value: 'compare', label: 'Compare' },
  { value: 'aggregate', label: 'Aggregate' },
  { value: 'review', label: 'Review' },
  { value: 'model', label: 'Model' },
  { value: 'evaluate', label: 'Evaluate' },
  { value: 'annotators', label: 'Annotators' },
];

const PART_NAMES: Readonly<Record<View['panel'], string>> = {
  explain: 'The explanation',
  compare: 'The comparison',
  aggregate: 'The aggregate',
  review: 'The review',
  model: 'The model card',
  annotators: 'The annotators',
  evaluate: 'The evaluation',
};

/** The whole page. */
export function Page({ app }: { app: App }) {
  const { store, worklist, keeper, session } = app;
  const isImages = usePart(store, ({ recording }) => recording?.images !== undefined);
  const blindness = usePart(store, ({ model }) =>
    model ? modelBlindness(model.classes.length, model.metadata.preprocessing) : null,
  );
  const [dialog, setDialog] = useState<ShellDialog | null>(null);
  const [decision, setDecision] = useState<Decision | null>(null);
  const [tour, setTour] = useState(() => isFirstVisit(keeper));
  useTitle(store);
  // From the beginning on, so that every recording of this visit is among them.
  useEffect(() => void evaluationsOf(store), [store]);
  const notices = usePart(store, (state) => state.notices);
  const closeDialog = (): void => setDialog(null);
  const endTour = (): void => {
    rememberTour(keeper);
    setTour(false);
  };
  // Before the page is seen, so that no key pressed on it is lost.
  useLayoutEffect(
    () =>
      listenForShortcuts(
        commandsOf({ store, worklist, open: setDialog, decide: setDecision, startTour: () => setTour(true) }),
      ),
    [store, worklist],
  );
  return (
    <>
      <a class="skip" href="#work">
        Skip to the explanation
      </a>
      <Header store={store} onOpen={setDialog} onTour={() => setTour(true)}>
        <Activities store={store} session={session} />
      </Header>
      <NoticeList notices={notices} onDismiss={(id) => dismissNotice(store, id)} />
      <main>
        <OpenCases app={app} isImages={isImages} />
        <section id="work" aria-label={`Work on the ${isImages ? 'image' : 'beat'}`} tabIndex={-1}>
          <WorkTabs app={app} onDecide={setDecision} />
        </section>
      </main>
      <footer class="page-footer">
        <ResearchNotice blindness={blindness} onModelCard={() => showPanel(store, 'model')} />
      </footer>
      <DecisionDialog store={store} decision={decision} onClose={() => setDecision(null)} />
      <OpenDialog app={app} open={dialog === 'open'} onClose={closeDialog} />
      <ExportDialog app={app} open={dialog === 'export'} onClose={closeDialog} />
      <QuestionDialog store={store} session={session} />
      <DropAnywhere store={store} session={session} onDrop={closeDialog} />
      <KeysDialog cases={isImages ? 'images' : 'beats'} open={dialog === 'keys'} onClose={closeDialog} />
      <SettingsDialog store={store} open={dialog === 'settings'} onClose={closeDialog} />
      {tour && (
        <Part app={app} name="The tour">
          <Tour cases={isImages ? 'images' : 'beats'} onEnd={endTour} />
        </Part>
      )}
    </>
  );
}

/** What is open: a recording on its paper with the overview, or sheets of images. */
function OpenCases({ app, isImages }: { app: App; isImages: boolean }) {
  const { store, session } = app;
  const reader = session.recordings;
  if (isImages) {
    return (
      <div id="recording">
        <Part app={app} name="The sheet of images">
          <ImagesPanel store={store} />
        </Part>
      </div>
    );
  }
  return (
    <>
      <div id="recording">
        <Part app={app} name="The recording strip">
          <RecordingPanel store={store} reader={reader} />
        </Part>
      </div>
      <div id="overview">
        <Part app={app} name="The overview">
          <OverviewPanel store={store} reader={reader} />
        </Part>
      </div>
    </>
  );
}

/** The recording's name in the window's title, so that several windows can be told apart. */
function useTitle(store: Store): void {
  const name = usePart(store, ({ recording }) => recording?.name ?? '');
  useEffect(() => {
    document.title = name === '' ? 'Saliogram' : `${name} · Saliogram`;
  }, [name]);
}

function WorkTabs({ app, onDecide }: { app: App; onDecide: (decision: Decision) => void }) {
  const { store, session, worklist } = app;
  const { explainer, recordings: reader } = session;
  const panel = usePart(store, (state) => state.view.panel);
  return (
    <Tabs
      label="Work on the beat"
      tabs={TABS}
      selected={panel}
      onSelect={(value) => showPanel(store, value)}
      beside={
        <Part app={app} name="The reading bar">
          <ReadingBar store={store} onDecide={onDecide} />
        </Part>
      }
    >
      <Part key={panel} app={app} name={PART_NAMES[panel]}>
        {panel === 'explain' && <ExplainPanel store={store} explainer={explainer} reader={reader} />}
        {panel === 'compare' && <ComparePanel store={store} explainer={explainer} reader={reader} />}
        {panel === 'aggregate' && <AggregatePanel store={store} explainer={explainer} />}
        {panel === 'review' && <ReviewPanel store={store} worklist={worklist} />}
        {panel === 'model' && <ModelPanel store={store} />}
        {panel === 'annotators' && <AnnotatorsPanel store={store} reader={reader} />}
        {panel === 'evaluate' && <EvaluationPanel store={store} session={session} />}
      </Part>
    </Tabs>
  );
}

interface AppDialogProps {
  readonly app: App;
  readonly open: boolean;
  readonly onClose: () => void;
}

function OpenDialog({ app, open, onClose }: AppDialogProps) {
  return (
    <Dialog title="Open" open={open} onClose={onClose}>
      <Part app={app} name="Opening">
        <OpeningPanel store={app.store} session={app.session} onChosen={onClose} />
      </Part>
    </Dialog>
  );
}

function ExportDialog({ app, open, onClose }: AppDialogProps) {
  const { explainer, recordings: reader } = app.session;
  return (
    <Dialog title="Export what is on the screen" open={open} onClose={onClose}>
      <Part app={app} name="Export">
        <ExportPanel store={app.store} explainer={explainer} reader={reader} />
      </Part>
    </Dialog>
  );
}

/** A part of the page whose failure leaves the others alone. */
function Part({ app, name, children }: { app: App; name: string; children: ComponentChildren }) {
  return (
    <Guard part={name} onError={(error) => notifyError(app.store, `${name} could not be shown`, error)}>
      {children}
    </Guard>
  );
}
