export { ComparePanel } from './compare-panel.tsx';
export type { ComparePanelProps } from './compare-panel.tsx';
