// One call from JavaScript: its arguments, checked against the memory they point into.
#pragma once
#include "kernel-table.h"
#include <node_api.h>
#include <cstdint>
#include <cstdio>

/** What the functions of one bind() share. */
struct Binding {
  const KernelTable *table;
  float *memory;
  long length; // numbers
  napi_ref array; // keeps the memory alive
  int users; // functions that are not yet collected
};

/**
 * Reads arguments in any order; after the first bad one everything is 0 or null, and good() is false and has thrown. A
 * region is in order if all its rows lie inside the memory; rows may overlap, and a region without numbers may lie anywhere.
 */
class Call {
public:
  static constexpr size_t MOST = 16;

  Call(napi_env env, napi_callback_info info, const char *name) : env(env), name(name) {
    void *data;
    given = MOST;
    napi_value arguments[MOST];
    napi_get_cb_info(env, info, &given, arguments, nullptr, &data);
    binding = static_cast<Binding *>(data);
    if (given > MOST) given = MOST;
    for (size_t i = 0; i < given; i++)
      if (napi_get_value_double(env, arguments[i], &numbers[i]) != napi_ok) numbers[i] = -1;
  }

  const KernelTable &table() const { return *binding->table; }

  /** A whole number that is no more than the memory's length: a count, a stride. */
  long count(size_t i) { return whole(i, static_cast<double>(binding->length)); }

  /** A count in multiples of the vectors' width. */
  long columns(size_t i) { return multiple(i, binding->table->width); }

  long multiple(size_t i, long of) {
    const long n = count(i);
    return n % of == 0 ? n : bad(i);
  }

  bool flag(size_t i) { return count(i) != 0; }

  uint32_t word(size_t i) { return static_cast<uint32_t>(whole(i, 4294967295.0)); }

  double number(size_t i) {
    if (i < given) return numbers[i];
    bad(i);
    return 0;
  }

  float *vector(size_t i, long n) { return matrix(i, 1, 0, n); }

  /** `rows` rows of `n` numbers, `stride` apart. */
  float *matrix(size_t i, long rows, long stride, long n) {
    const long at = count(i);
    if (rows > 0 && n > 0 && at + static_cast<__int128>(rows - 1) * stride + n > binding->length) bad(i);
    return isGood ? binding->memory + at : nullptr;
  }

  /** The same, or null for 0. */
  float *optionalMatrix(size_t i, long rows, long stride, long n) {
    return i < given && numbers[i] == 0 ? nullptr : matrix(i, rows, stride, n);
  }

  bool good() const { return isGood; }

private:
  long whole(size_t i, double most) {
    if (i >= given) return bad(i);
    const double value = numbers[i];
    if (!(value >= 0 && value <= most)) return bad(i);
    const long integer = static_cast<long>(value);
    return static_cast<double>(integer) == value ? integer : bad(i);
  }

  long bad(size_t i) {
    if (isGood) {
      char message[200];
      snprintf(message, sizeof message, "internal: %s: argument %zu is %.17g, which does not fit the memory of %ld numbers",
               name, i + 1, i < given ? numbers[i] : -1, binding->length);
      napi_throw_range_error(env, nullptr, message);
    }
    isGood = false;
    return 0;
  }

  napi_env env;
  const char *name;
  Binding *binding;
  size_t given;
  double numbers[MOST];
  bool isGood = true;
};
