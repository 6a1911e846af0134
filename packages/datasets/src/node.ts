export { MIT_BIH_URL, MNIST_URL, pullMitBih, pullMnist } from './download/pull.ts';
export type { PullOptions, Pulled } from './download/pull.ts';
export type { LinePatience } from './download/fetch-file.ts';
