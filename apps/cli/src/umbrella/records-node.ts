export * from '@saliogram/records/node';
