export { directoryCheckpointStore } from './directory-checkpoint-store.ts';
