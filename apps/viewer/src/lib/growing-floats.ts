/** Numbers whose count is not known before; what was handed out never changes. */
export interface GrowingFloats {
  add(value: number): void;
  append(values: Float32Array): void;
  /** All so far, as a view on the same memory. */
  values(): Float32Array;
}

/** An empty row of numbers that takes twice the room when it is full, so that adding n of them takes time in n. */
export function growingFloats(): GrowingFloats {
  let room = new Float32Array(1024);
  let count = 0;
  const reserve = (wanted: number): void => {
    if (wanted <= room.length) return;
    const larger = new Float32Array(Math.max(wanted, 2 * room.length));
    larger.set(room);
    room = larger;
  };
  return {
    add(value) {
      reserve(count + 1);
      room[count++] = value;
    },
    append(values) {
      reserve(count + values.length);
      room.set(values, count);
      count += values.length;
    },
    values: () => room.subarray(0, count),
  };
}
