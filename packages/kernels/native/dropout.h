// Inverted dropout whose mask is a hash of key, sequence and unit.
#pragma once
#include "vector.h"

typedef Words AnyWords __attribute__((aligned(4), may_alias));

/** A 32-bit integer hash (the "lowbias32" family of Wellons 2018), of one word or of a vector of them. */
template <class Word> INLINE Word scramble(Word word) {
  word = (word ^ (word >> 16)) * 0x21f0aaadu;
  word = (word ^ (word >> 15)) * 0x735a2d97u;
  return word ^ (word >> 15);
}

static void dropout(long rows, long units, const float *from, long fromStride, float *to, long toStride, unsigned key,
                    unsigned firstSequence, unsigned threshold, float scale) {
  Words places;
  for (int j = 0; j < WIDTH; j++) places[j] = j;
  for (long row = 0; row < rows; row++) {
    Words counter = places + scramble(key ^ scramble(firstSequence + (unsigned)row));
    for (long u = 0; u < units; u += WIDTH, counter += (unsigned)WIDTH) {
      const Words kept = (Words)(scramble(counter) >= threshold);
      const Words scaled = (Words)(load(from + row * fromStride + u) * scale);
      *(AnyWords *)(to + row * toStride + u) = scaled & kept;
    }
  }
}
