/* Reads the WFDB records named on the command line, sample by sample; prints {"ms": ..., "samples": ...}. With the first
   argument "physical", each sample is converted too. */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <wfdb/wfdb.h>

#define MOST_SIGNALS 64

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e3 * t.tv_sec + 1e-6 * t.tv_nsec;
}

int main(int count, char **words)
{
    static WFDB_Siginfo signals[MOST_SIGNALS];
    static WFDB_Sample frame[MOST_SIGNALS];
    int physical = count > 1 && strcmp(words[1], "physical") == 0;
    double samples = 0, sum = 0, start = now();
    for (int r = 2; r < count; r++) {
        int n = isigopen(words[r], signals, MOST_SIGNALS);
        if (n < 1) return 1;
        while (getvec(frame) > 0) {
            for (int s = 0; s < n; s++) sum += physical ? aduphys(s, frame[s]) : frame[s];
            samples += n;
        }
        wfdbquit();
    }
    /* The sum is printed so that no compiler leaves the conversion out. */
    printf("{\"ms\": %.3f, \"samples\": %.0f, \"sum\": %.6g}\n", now() - start, samples, sum);
    return 0;
}
