export * from '@saliogram/datasets';
