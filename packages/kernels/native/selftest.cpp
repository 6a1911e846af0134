// The stand-alone test of every instruction set that this processor offers.
#include "check.h"
#include "instruction-sets.h"
#include <cstdio>

int main() {
  const OfferedSets offered;
  int failures = 0;
  for (int i = 0; i < offered.count; i++) {
    const char *const wrong = checkKernels(*offered.tables[i]);
    printf("%s: %s\n", offered.tables[i]->name, wrong ? wrong : "every kernel agrees with its definition");
    if (wrong) failures++;
  }
  return failures;
}
