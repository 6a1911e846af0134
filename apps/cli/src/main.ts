console.log('saliogram');
