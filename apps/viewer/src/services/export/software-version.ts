// As text, since the file lies outside the sources.
import manifest from '../../../package.json?raw';

/** The version of Saliogram that made the page. */
export const softwareVersion = (JSON.parse(manifest) as { version: string }).version;
