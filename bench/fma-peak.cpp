// The most multiply-adds that this processor does: independent chains in registers, on 1 and on several threads at once.
// Prints GFLOP/s (a multiply-add counts two) as JSON. Usage: fma-peak THREADS
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

constexpr long ITERATIONS = 20'000'000;
constexpr int CHAINS = 12;

template <int Width>
struct Vector {
  typedef float type __attribute__((vector_size(Width * 4)));
};

// Vectors wider than the baseline's stay inside the function that is compiled for them.
#define PEAK(name, isa, width)                                                       \
  __attribute__((target(isa), noinline)) float name(long n, float seed) {            \
    typename Vector<width>::type chain[CHAINS], x;                                   \
    for (int i = 0; i < width; i++) x[i] = seed;                                     \
    for (int c = 0; c < CHAINS; c++)                                                 \
      for (int i = 0; i < width; i++) chain[c][i] = c + 0.5f;                        \
    for (long i = 0; i < n; i++) {                                                   \
      _Pragma("GCC unroll 12") for (int c = 0; c < CHAINS; c++) chain[c] = chain[c] * x + x; \
    }                                                                                \
    float sum = 0;                                                                   \
    for (int c = 0; c < CHAINS; c++)                                                 \
      for (int i = 0; i < width; i++) sum += chain[c][i];                            \
    return sum;                                                                      \
  }

#if defined(__x86_64__)
PEAK(peak512, "avx512f", 16)
PEAK(peak256, "avx2,fma", 8)
PEAK(peak128, "avx2,fma", 4)
#else
PEAK(peak128, "+simd", 4)
#endif

volatile float sink;

double measure(float (*run)(long, float), int width, int threads) {
  double best = 0;
  for (int attempt = 0; attempt < 5; attempt++) {
    auto start = std::chrono::steady_clock::now();
    std::vector<std::thread> team;
    for (int t = 0; t < threads; t++) team.emplace_back([=] { sink = run(ITERATIONS, 0.5f); });
    for (auto &member : team) member.join();
    std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    best = std::max(best, 2.0 * width * CHAINS * ITERATIONS * threads / seconds.count() / 1e9);
  }
  return best;
}

int main(int count, char **arguments) {
  int threads = count > 1 ? std::atoi(arguments[1]) : 1;
#if defined(__x86_64__)
  bool wide = __builtin_cpu_supports("avx512f"), medium = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  double best = wide     ? std::max(measure(peak512, 16, threads), measure(peak256, 8, threads))
                : medium ? measure(peak256, 8, threads)
                         : 0;
  double narrow = medium ? measure(peak128, 4, threads) : 0;
#else
  double best = measure(peak128, 4, threads), narrow = best;
#endif
  std::printf("{\"threads\": %d, \"widest\": %.1f, \"bits128\": %.1f}\n", threads, best, narrow);
}
