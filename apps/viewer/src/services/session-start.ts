import type { Explainer } from '../lib/explanation.ts';
import { keepAddress } from './address.ts';
import { fetchBytes } from './fetch-bytes.ts';
import { notifyError } from './notices.ts';
import { keepQuality } from './quality.ts';
import { startRecordings } from './recordings.ts';
import { servedFiles } from './served-files.ts';
import type { ServedFiles } from './served-files.ts';
import { DEMO, createSession } from './session.ts';
import type { Session } from './session.ts';
import type { Store } from './store.ts';

/**
 * Starts the session of a page: opens what its server or its address names, and in place of what they do not name the
 * synthetic recording and the model that comes with the page.
 */
export function startSession(store: Store, explainer: Explainer): Session {
  const address = keepAddress(store);
  const placeIn: ReturnType<typeof keepAddress>['placeIn'] = (recording) => address.placeIn(recording);
  const recordings = startRecordings();
  const session = createSession({ store, recordings, explainer, placeIn });
  keepQuality(store, recordings);
  void openFirst(store, session, () => address.tellAwaited());
  return session;
}

async function openFirst(store: Store, session: Session, tellAwaited: () => void): Promise<void> {
  const served = await chosen(store);
  // The worker starts its engine while the recording is opened.
  const model =
    served.model === null ? session.fetchModel() : session.fetchModel(served.model, 'first', served.examples);
  if (served.recording === null) {
    await session.openOwn(DEMO);
    tellAwaited();
  } else {
    if (served.recording.kind === 'address') await session.openOwn(served.recording);
    else await openWhole(store, session, served.recording.addresses);
    // Nothing to show yet something asked for: the page's own recording stands in.
    if (!store.state.value.recording && !store.state.value.question) await session.openDemo();
  }
  await model;
}

async function chosen(store: Store): Promise<ServedFiles> {
  try {
    return await servedFiles();
  } catch (error) {
    notifyError(store, 'The files of the address were not opened', error);
    return { recording: null, model: null, examples: null };
  }
}

async function openWhole(store: Store, session: Session, addresses: readonly string[]): Promise<void> {
  try {
    const files = addresses.map(async (address) => {
      const name = decodeURIComponent(address.slice(address.lastIndexOf('/') + 1));
      return { name, blob: new Blob([(await fetchBytes(address)) as Uint8Array<ArrayBuffer>]) };
    });
    await session.openFiles(await Promise.all(files));
  } catch (error) {
    notifyError(store, 'The recording was not opened', error);
  }
}
