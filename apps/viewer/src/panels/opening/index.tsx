export { OpeningPanel } from './opening-panel.tsx';
export { DropAnywhere } from './drop-anywhere.tsx';
export { QuestionDialog } from './question-dialog.tsx';
export { Activities } from './activities.tsx';
