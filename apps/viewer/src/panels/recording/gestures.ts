/** What a reader does to the strip with a pointer; x is counted in CSS pixels from the left edge of the element. */
export interface Gestures {
  /** The paper is pulled by `dx` since the last call. */
  readonly pull: (dx: number) => void;
  readonly click: (x: number, y: number) => void;
  /** Zoom by `factor` about x. */
  readonly zoom: (factor: number, x: number) => void;
}

/** A pointer that moves less than this has clicked. */
const CLICK_PX = 4;
const LINE_PX = 16;

/**
 * Listens to drags, clicks and the wheel. The wheel zooms with Ctrl, and pulls the paper with Shift, sideways, or when
 * the strip has the focus; otherwise it scrolls the page. Movements are handed on once per frame.
 */
export function listenForGestures(element: HTMLElement, gestures: Gestures): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const pull = oncePerFrame(gestures.pull);
  let drag: { id: number; startX: number; startY: number; lastX: number; isPull: boolean } | null = null;

  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0 || isHandle(event.target)) return;
      element.setPointerCapture(event.pointerId);
      const { pointerId: id, clientX, clientY } = event;
      drag = { id, startX: clientX, startY: clientY, lastX: clientX, isPull: false };
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      if (drag?.id !== event.pointerId) return;
      if (!drag.isPull && Math.abs(event.clientX - drag.startX) < CLICK_PX) return;
      drag.isPull = true;
      pull(event.clientX - drag.lastX);
      drag.lastX = event.clientX;
    },
    { signal },
  );
  element.addEventListener(
    'pointerup',
    (event) => {
      if (drag?.id !== event.pointerId) return;
      const isClick = !drag.isPull && Math.abs(event.clientY - drag.startY) < CLICK_PX;
      drag = null;
      const box = element.getBoundingClientRect();
      if (isClick) gestures.click(event.clientX - box.left, event.clientY - box.top);
    },
    { signal },
  );
  element.addEventListener('pointercancel', () => (drag = null), { signal });
  element.addEventListener(
    'wheel',
    (event) => {
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
      const sideways = event.deltaX !== 0 || event.shiftKey || isFocused(element);
      if (event.ctrlKey || event.metaKey) {
        const { left } = element.getBoundingClientRect();
        gestures.zoom(Math.exp((-event.deltaY * unit) / 300), event.clientX - left);
      } else if (sideways) pull(-(event.deltaX || event.deltaY) * unit);
      else return;
      event.preventDefault();
    },
    { signal, passive: false },
  );
  return () => ending.abort();
}

function isHandle(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="slider"]') !== null;
}

function isFocused(element: HTMLElement): boolean {
  return element.closest('[tabindex]')?.matches(':focus-within') ?? false;
}

/** Adds up what comes between two frames. */
function oncePerFrame(use: (sum: number) => void): (part: number) => void {
  let sum = 0;
  let isWaiting = false;
  return (part) => {
    sum += part;
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      const whole = sum;
      sum = 0;
      isWaiting = false;
      use(whole);
    });
  };
}
