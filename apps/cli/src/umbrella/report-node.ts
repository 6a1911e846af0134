export * from '@saliogram/report/node';
