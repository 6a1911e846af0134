import { baseName } from '../lib/file-entry.ts';
import { modelMisfit } from '../lib/model-misfit.ts';
import { dismissNotice, notify } from './notices.ts';
import type { Store } from './store.ts';

/** Addresses of the models that come with the page. */
const OWN = {
  beats: 'models/mitdb-lstm.safetensors',
  digits: 'models/mnist-lstm.safetensors',
} as const;

/** Those of them that come with training examples. */
const EXAMPLES: Readonly<Record<string, string>> = {
  [OWN.beats]: 'models/mitdb-lstm.examples.safetensors',
};

/** The models that come with the page, and what becomes of one that can't read what is open. */
export interface OwnModels {
  /** Address of the one for what is open. */
  address(): string;
  /** Address of the training examples of one of them; null for any other model. */
  examplesOf(address: string): string | null;
  /**
   * Told whether the model fits what is open: in place of a model of the page's own that does not, the other is opened
   * where the page has it; of any other misfit the reader is told until it is over.
   */
  onFit(misfit: string | null): Promise<void>;
}

export function createOwnModels(store: Store, open: (address: string) => Promise<void>): OwnModels {
  let told: number | null = null;
  const address = (): string => (store.state.value.recording?.images ? OWN.digits : OWN.beats);
  /** Whether the model that is open came with the page, and is not the one that is wanted. */
  const isOther = (wanted: string): boolean => {
    const name = store.state.value.model?.name;
    return name !== baseName(wanted) && Object.values(OWN).some((own) => baseName(own) === name);
  };
  return {
    address,
    examplesOf: (own) => EXAMPLES[own] ?? null,
    async onFit(misfit) {
      if (told !== null) dismissNotice(store, told);
      told = null;
      if (misfit === null) return;
      const wanted = address();
      const isThere = isOther(wanted) && (await isServed(wanted));
      const { recording, model } = store.state.value;
      // Something else may have been opened meanwhile.
      if (modelMisfit(recording, model) !== misfit) return;
      if (isThere) {
        await open(wanted);
        return;
      }
      const title = 'The model reads something else';
      told = notify(store, { severity: 'warning', title, text: misfit, code: 'model-mismatch' });
    },
  };
}

/** Whether a page has this file: not every page comes with all models. */
async function isServed(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { method: 'HEAD' });
    return response.ok && !(response.headers.get('Content-Type') ?? '').startsWith('text/html');
  } catch {
    return false; // offline: the reader is told of the misfit instead
  }
}
