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
/** Width of a finger. */
const LEAST_SPAN_PX = 40;

/**
 * Listens to drags, clicks, pinches and the wheel. The wheel zooms with Ctrl, and pulls the paper with Shift, sideways,
 * or when the strip has the focus; otherwise it scrolls the page. Movements are handed on once per frame.
 */
export function listenForGestures(element: HTMLElement, gestures: Gestures): () => void {
  const ending = new AbortController();
  const pull = oncePerFrame(gestures.pull);
  listenForPointers(element, { ...gestures, pull }, ending.signal);
  element.addEventListener(
    'wheel',
    (event) => {
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
      const sideways = event.deltaX !== 0 || event.shiftKey || isFocused(element);
      if (event.ctrlKey || event.metaKey) {
        gestures.zoom(Math.exp((-event.deltaY * unit) / 300), event.clientX - leftOf(element));
      } else if (sideways) pull(-(event.deltaX || event.deltaY) * unit);
      else return;
      event.preventDefault();
    },
    { signal: ending.signal, passive: false },
  );
  return () => ending.abort();
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** One pointer pulls or clicks; two pull by their middle and zoom by their distance. */
function listenForPointers(element: HTMLElement, gestures: Gestures, signal: AbortSignal): void {
  const down = new Map<number, Place>();
  let start: Place = { x: 0, y: 0 };
  let isClick = false;

  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0 || isHandle(event.target) || down.size === 2) return;
      element.setPointerCapture(event.pointerId);
      start = placeOf(event);
      isClick = down.size === 0;
      down.set(event.pointerId, start);
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      if (!down.has(event.pointerId)) return;
      const place = placeOf(event);
      if (isClick && Math.abs(place.x - start.x) < CLICK_PX) return;
      isClick = false;
      const before = pinchOf(down);
      down.set(event.pointerId, place);
      const now = pinchOf(down);
      gestures.pull(now.x - before.x);
      if (down.size === 2) gestures.zoom(now.span / before.span, now.x - leftOf(element));
    },
    { signal },
  );
  element.addEventListener(
    'pointerup',
    (event) => {
      if (!down.delete(event.pointerId)) return;
      const { x, y } = placeOf(event);
      if (!isClick || Math.abs(y - start.y) >= CLICK_PX) return;
      gestures.click(x - leftOf(element), y - element.getBoundingClientRect().top);
    },
    { signal },
  );
  element.addEventListener('pointercancel', ({ pointerId }) => void down.delete(pointerId), { signal });
}

function placeOf({ clientX, clientY }: PointerEvent): Place {
  return { x: clientX, y: clientY };
}

/** Middle of the pointers, and how far they are apart sideways: at least a finger, or a small movement would zoom far. */
function pinchOf(down: ReadonlyMap<number, Place>): { x: number; span: number } {
  const xs = [...down.values()].map(({ x }) => x);
  const [least, most] = [Math.min(...xs), Math.max(...xs)];
  return { x: (least + most) / 2, span: Math.max(LEAST_SPAN_PX, most - least) };
}

function leftOf(element: HTMLElement): number {
  return element.getBoundingClientRect().left;
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
