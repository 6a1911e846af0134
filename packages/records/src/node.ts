export { directoryStore } from './node/directory-store.ts';
