export * from '@saliogram/explain';
