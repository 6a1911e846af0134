/** The fourth moment about the mean over the square of the second: 3 for normal noise, more for peaks in quiet; 0 for a constant. */
export function kurtosis(piece: Float32Array): number {
  let mean = 0; // above the first value, so that it is exact for a constant
  for (const value of piece) mean += (value - piece[0]) / piece.length;
  let [second, fourth] = [0, 0];
  for (const value of piece) {
    const square = (value - piece[0] - mean) ** 2;
    second += square / piece.length;
    fourth += square ** 2 / piece.length;
  }
  return second > 0 ? fourth / second ** 2 : 0;
}
