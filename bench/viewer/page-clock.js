// Runs in the page before its own scripts: tells when the strip was drawn and when a beat was explained.

export function installPageClock() {
  // Points on the strip from which there is a trace and not ticks alone.
  const tracePoints = 600;
  const clock = { openedAt: null, drawnAt: null, keyAt: null };
  globalThis.pageClock = clock;
  const { clearRect, lineTo, stroke } = Object.getOwnPropertyDescriptors(CanvasRenderingContext2D.prototype);
  let points = 0;
  Object.assign(CanvasRenderingContext2D.prototype, {
    // Every drawing begins with it.
    clearRect(...area) {
      points = 0;
      return clearRect.value.apply(this, area);
    },
    lineTo(x, y) {
      points++;
      return lineTo.value.call(this, x, y);
    },
    stroke(...path) {
      stroke.value.apply(this, path);
      if (clock.drawnAt === null && points > tracePoints && this.canvas.classList.contains('sheet'))
        clock.drawnAt = performance.now();
    },
  });
  addEventListener('keydown', (event) => (clock.keyAt = event.timeStamp), { capture: true });

  const sentence = (title) =>
    document.querySelector(`.method-card[aria-label="${title}"] > p:not([role]):not(.problem)`) !== null;
  const facts = () => document.querySelector('.beat-facts')?.textContent ?? '';
  /** Whether the beat that is looked at has these maps, and its temporal scores. */
  clock.isExplained = (titles) =>
    titles.every(sentence) && document.querySelector('[aria-label="Temporal output scores"] canvas') !== null;
  clock.facts = facts;
  /** The time at which `test` holds at the end of a frame. */
  clock.when = (test) =>
    new Promise((resolve) => {
      const look = () => (test() ? resolve(performance.now()) : requestAnimationFrame(look));
      requestAnimationFrame(look);
    });
  void clock
    .when(() => /\d:\d\d/.test(document.querySelector('.open-files')?.textContent ?? ''))
    .then((at) => (clock.openedAt = at));
  /** Times between frames, in ms, while `act(frame)` is called at each of `frames`. */
  clock.frames = async (frames, act) => {
    const at = [];
    for (let i = 0; i <= frames; i++) {
      at.push(await new Promise((resolve) => requestAnimationFrame(resolve)));
      if (i < frames) act(i);
    }
    return at.slice(1).map((time, i) => time - at[i]);
  };
}
