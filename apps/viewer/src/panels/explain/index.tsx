export { ExplainPanel } from './explain-panel.tsx';
export type { ExplainPanelProps } from './explain-panel.tsx';
