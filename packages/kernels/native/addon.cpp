// The Node-API addon: instructionSets (what this processor offers, the widest first), bind(set, array) and check(set).
// It keeps no state of a thread, so that every worker thread can load it.
#define NAPI_VERSION 8
#include "check.h"
#include "instruction-sets.h"
#include "kernel-calls.h"
#include <cstdlib>
#include <cstring>

/** bind(set, array), resize(array): the memory of a Float32Array; false after throwing if it is none. */
static bool readMemory(napi_env env, napi_value value, Binding &binding) {
  bool isArray = false;
  napi_typedarray_type type;
  size_t length;
  void *memory;
  napi_is_typedarray(env, value, &isArray);
  if (!isArray || napi_get_typedarray_info(env, value, &type, &length, &memory, nullptr, nullptr) != napi_ok ||
      type != napi_float32_array || length >= (1UL << 31)) {
    napi_throw_type_error(env, nullptr, "internal: kernels need a Float32Array of fewer than 2^31 numbers");
    return false;
  }
  if (binding.array) napi_delete_reference(env, binding.array);
  napi_create_reference(env, value, 1, &binding.array);
  binding.memory = static_cast<float *>(memory);
  binding.length = static_cast<long>(length);
  return true;
}

static const KernelTable *readSet(napi_env env, napi_value value) {
  char name[16] = "";
  napi_get_value_string_utf8(env, value, name, sizeof name, nullptr);
  const OfferedSets offered;
  for (int i = 0; i < offered.count; i++)
    if (!strcmp(name, offered.tables[i]->name)) return offered.tables[i];
  napi_throw_range_error(env, nullptr, "internal: this processor does not offer that instruction set");
  return nullptr;
}

static void release(napi_env env, void *data, void *) {
  Binding *const binding = static_cast<Binding *>(data);
  if (--binding->users > 0) return;
  if (binding->array) napi_delete_reference(env, binding->array);
  free(binding);
}

static napi_value resize(napi_env env, napi_callback_info info) {
  size_t given = 1;
  napi_value array;
  void *data;
  napi_get_cb_info(env, info, &given, &array, nullptr, &data);
  readMemory(env, array, *static_cast<Binding *>(data));
  return nullptr;
}

static napi_value bind(napi_env env, napi_callback_info info) {
  static const struct {
    const char *name;
    napi_callback call;
  } functions[] = {
      {"pack", pack},
      {"packTransposed", packTransposed},
      {"packRecurrent", packRecurrent},
      {"multiply", multiply},
      {"accumulateOuter", accumulateOuter},
      {"accumulateRows", accumulateRows},
      {"lstmStep", lstmStep},
      {"lstmStepBack", lstmStepBack},
      {"gruStep", gruStep},
      {"gruStepBack", gruStepBack},
      {"rnnStep", rnnStep},
      {"rnnStepBack", rnnStepBack},
      {"dropout", dropout},
      {"add", add},
      {"sumOfSquares", sumOfSquares},
      {"adam", adam},
      {"rmsprop", rmsprop},
      {"resize", resize},
  };
  size_t given = 2;
  napi_value arguments[2];
  napi_get_cb_info(env, info, &given, arguments, nullptr, nullptr);
  const KernelTable *const table = readSet(env, arguments[0]);
  if (!table) return nullptr;
  Binding *const binding = static_cast<Binding *>(malloc(sizeof(Binding)));
  *binding = {table, nullptr, 0, nullptr, 0};
  if (!readMemory(env, arguments[1], *binding)) {
    free(binding);
    return nullptr;
  }
  napi_value kernels, width;
  napi_create_object(env, &kernels);
  napi_create_int64(env, table->width, &width);
  napi_set_named_property(env, kernels, "width", width);
  for (const auto &function : functions) {
    napi_value made;
    napi_create_function(env, function.name, NAPI_AUTO_LENGTH, function.call, binding, &made);
    napi_add_finalizer(env, made, binding, release, nullptr, nullptr);
    binding->users++;
    napi_set_named_property(env, kernels, function.name, made);
  }
  return kernels;
}

/** check(set): the kernel that is wrong on this processor, or undefined; looked into once in a process. */
static napi_value check(napi_env env, napi_callback_info info) {
  static const KernelTable *lastGood; // of any thread
  size_t given = 1;
  napi_value argument, result = nullptr;
  napi_get_cb_info(env, info, &given, &argument, nullptr, nullptr);
  const KernelTable *const table = readSet(env, argument);
  if (!table || __atomic_load_n(&lastGood, __ATOMIC_RELAXED) == table) return nullptr;
  if (const char *const wrong = checkKernels(*table))
    napi_create_string_utf8(env, wrong, NAPI_AUTO_LENGTH, &result);
  else
    __atomic_store_n(&lastGood, table, __ATOMIC_RELAXED);
  return result;
}

NAPI_MODULE_INIT() {
  const OfferedSets offered;
  napi_value names, function;
  napi_create_array(env, &names);
  for (int i = 0; i < offered.count; i++) {
    napi_value name;
    napi_create_string_utf8(env, offered.tables[i]->name, NAPI_AUTO_LENGTH, &name);
    napi_set_element(env, names, i, name);
  }
  napi_set_named_property(env, exports, "instructionSets", names);
  napi_create_function(env, "bind", NAPI_AUTO_LENGTH, bind, nullptr, &function);
  napi_set_named_property(env, exports, "bind", function);
  napi_create_function(env, "check", NAPI_AUTO_LENGTH, check, nullptr, &function);
  napi_set_named_property(env, exports, "check", function);
  return exports;
}
