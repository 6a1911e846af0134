import { SaliogramError } from '@saliogram/core';
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/**
 * A component that is loaded when it is first shown, so that the page need not wait for it. A failure to load goes to
 * the guard around it.
 */
export function lazy<P extends object>(
  part: string,
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> {
  let loaded: ComponentType<P> | undefined;
  return function Lazy(props: P) {
    const [, update] = useState(0);
    const [failure, setFailure] = useState<Error | null>(null);
    useEffect(() => {
      if (loaded) return;
      let isGone = false;
      load().then(
        (component) => {
          loaded = component;
          if (!isGone) update((n) => n + 1);
        },
        (cause: unknown) => !isGone && setFailure(notLoaded(part, cause)),
      );
      return () => void (isGone = true);
    }, []);
    if (failure) throw failure;
    const Part = loaded;
    return Part ? (
      <Part {...props} />
    ) : (
      <p class="loading" role="status">
        {part} is loading ...
      </p>
    );
  };
}

function notLoaded(part: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SaliogramError(
    'network-failed',
    `${part}: its script was not loaded (${reason}); reload the page`,
    { cause },
  );
}
