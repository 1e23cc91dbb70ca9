// The C face of libtorch. Every operator is called by its name through the dispatcher (muon_call), whose schema says how
// the arguments are to be converted; the few other exports cover what is no operator. No C++ exception crosses: each
// export returns 0, or 1 with the first line of the message in muon_last_error.
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/cuda.h>
#include <torch/version.h>

#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#ifdef _WIN32
#define EXPORT extern "C" __declspec(dllexport)
#else
#define EXPORT extern "C" __attribute__((visibility("default")))
#endif

namespace {

thread_local std::string last_error;

#ifdef __GLIBC__
// A training step allocates and frees the same activations, of several MB each, again and again. By default glibc gives
// such blocks back to the system each time, and faulting their pages in anew took a quarter of the processor time.
[[maybe_unused]] const bool keeps_freed_memory =
    mallopt(M_MMAP_THRESHOLD, 32 << 20) != 0 && mallopt(M_TRIM_THRESHOLD, 512 << 20) != 0;
#endif

template <class Body>
int guarded(Body&& body) noexcept {
  std::string message;
  try {
    body();
    return 0;
  } catch (const c10::Error& e) {
    message = e.what_without_backtrace();
  } catch (const std::exception& e) {
    message = e.what();
  } catch (...) {
    message = "unknown native exception";
  }
  last_error = message.substr(0, message.find('\n'));
  return 1;
}

enum Kind : int32_t { None, Tensor, Int, Double, Bool, Ints, Doubles, Tensors, String, Device, Generator, Default };

// One argument or result: the layout of Native.Value.
struct Value {
  int32_t kind;
  int32_t count;  // elements of a list, index of a device
  union {
    int64_t i;
    double d;
    void* p;
  };
};

at::Tensor& tensor(void* handle) { return *static_cast<at::Tensor*>(handle); }
at::Generator& generator(void* handle) { return *static_cast<at::Generator*>(handle); }
void* handle_of(at::Tensor t) { return t.defined() ? new at::Tensor(std::move(t)) : nullptr; }

std::vector<at::Tensor> tensors(void* const* handles, int count) {
  std::vector<at::Tensor> list;
  list.reserve(count);
  for (int i = 0; i < count; i++) list.push_back(handles[i] ? tensor(handles[i]) : at::Tensor());
  return list;
}

c10::IValue to_ivalue(const Value& v, const c10::Argument& argument) {
  auto type = argument.type();
  if (auto optional = type->cast<c10::OptionalType>()) type = optional->getElementType();
  switch (v.kind) {
    case Tensor: return v.p ? c10::IValue(tensor(v.p)) : c10::IValue();
    case Int:
      if (type->kind() == c10::TypeKind::FloatType) return static_cast<double>(v.i);
      return v.i;
    case Double: return v.d;
    case Bool: return v.i != 0;
    case Ints: {
      auto data = static_cast<const int64_t*>(v.p);
      c10::List<int64_t> list;
      list.reserve(v.count);
      for (int i = 0; i < v.count; i++) list.push_back(data[i]);
      return list;
    }
    case Doubles: {
      auto data = static_cast<const double*>(v.p);
      c10::List<double> list;
      for (int i = 0; i < v.count; i++) list.push_back(data[i]);
      return list;
    }
    case Tensors: {
      // The list takes the schema's element type, since Tensor[] and Tensor?[] differ.
      c10::impl::GenericList list(type->expectRef<c10::ListType>().getElementType());
      bool nullable = list.elementType()->kind() == c10::TypeKind::OptionalType;
      for (auto& t : tensors(static_cast<void* const*>(v.p), v.count)) {
        list.push_back(nullable && !t.defined() ? c10::IValue() : c10::IValue(t));
      }
      return c10::IValue(list);
    }
    case String: return std::string(static_cast<const char*>(v.p), v.count);
    case Device:
      return c10::Device(static_cast<c10::DeviceType>(v.i), static_cast<c10::DeviceIndex>(v.count));
    case Generator: return v.p ? c10::IValue(generator(v.p)) : c10::IValue();
    default: return c10::IValue();
  }
}

Value to_value(const c10::IValue& v) {
  Value r{None, 0, {0}};
  if (v.isTensor()) {
    r.kind = Tensor;
    r.p = handle_of(v.toTensor());
  } else if (v.isInt()) {
    r.kind = Int;
    r.i = v.toInt();
  } else if (v.isDouble()) {
    r.kind = Double;
    r.d = v.toDouble();
  } else if (v.isBool()) {
    r.kind = Bool;
    r.i = v.toBool();
  }
  return r;
}

void with_generator(void* g, void (*body)(at::Generator&, void*), void* state) {
  std::lock_guard<std::mutex> lock(generator(g).mutex());
  body(generator(g), state);
}

}  // namespace

EXPORT const char* muon_last_error() { return last_error.c_str(); }

EXPORT int muon_find(const char* name, const char* overload, void** op) {
  return guarded([&] {
    // Lives as long as the process, as the registration behind it does.
    *op = new c10::OperatorHandle(c10::Dispatcher::singleton().findSchemaOrThrow(name, overload));
  });
}

EXPORT int muon_exists(const char* name, const char* overload) {
  return c10::Dispatcher::singleton().findSchema({name, overload}).has_value();
}

// Writes at most `capacity` results and says how many there are; a list of tensors counts by its elements. Results beyond
// the capacity are dropped, which is how an in-place call ignores the tensor that it returns.
EXPORT int muon_call(void* op, const Value* args, int count, Value* results, int capacity, int* written) {
  return guarded([&] {
    auto& handle = *static_cast<c10::OperatorHandle*>(op);
    auto& arguments = handle.schema().arguments();
    TORCH_CHECK(static_cast<size_t>(count) <= arguments.size(), handle.schema(), " was given ", count, " arguments");
    torch::jit::Stack stack;
    stack.reserve(arguments.size());
    for (size_t i = 0; i < arguments.size(); i++) {
      if (static_cast<int>(i) < count && args[i].kind != Default) {
        stack.push_back(to_ivalue(args[i], arguments[i]));
      } else {
        TORCH_CHECK(arguments[i].default_value(), handle.schema(), " needs the argument ", arguments[i].name());
        stack.push_back(*arguments[i].default_value());
      }
    }
    handle.callBoxed(stack);
    int n = 0;
    auto put = [&](const c10::IValue& v) {
      if (n < capacity) results[n] = to_value(v);
      n++;
    };
    for (auto& v : stack) {
      if (v.isTensorList()) {
        for (const at::Tensor& t : v.toTensorVector()) put(t);
      } else {
        put(v);
      }
    }
    *written = n;
  });
}

EXPORT void muon_free(void* t) { delete static_cast<at::Tensor*>(t); }

EXPORT int muon_alias(void* t, void** result) {
  return guarded([&] { *result = handle_of(tensor(t)); });
}

// dtype, device type, device index, dimensions, elements, bytes of an element, flags
EXPORT int muon_describe(void* h, int64_t* out) {
  return guarded([&] {
    auto& t = tensor(h);
    out[0] = static_cast<int64_t>(t.scalar_type());
    out[1] = static_cast<int64_t>(t.device().type());
    out[2] = t.device().index();
    out[3] = t.dim();
    out[4] = t.numel();
    out[5] = static_cast<int64_t>(t.element_size());
    out[6] = (t.requires_grad() ? 1 : 0) | (t.is_leaf() ? 2 : 0) | (t.is_sparse() ? 8 : t.is_contiguous() ? 4 : 0);
  });
}

EXPORT int muon_sizes(void* h, int64_t* sizes, int64_t* strides) {
  return guarded([&] {
    auto& t = tensor(h);
    if (sizes) std::memcpy(sizes, t.sizes().data(), t.dim() * sizeof(int64_t));
    if (strides) std::memcpy(strides, t.strides().data(), t.dim() * sizeof(int64_t));
  });
}

EXPORT int muon_data(void* t, void** data) {
  return guarded([&] { *data = tensor(t).data_ptr(); });
}

// `release(context)` is called when the last tensor over the memory is gone.
EXPORT int muon_from_blob(void* data, const int64_t* sizes, int dims, int dtype, void (*release)(void*), void* context,
                          void** result) {
  return guarded([&] {
    auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype));
    *result = handle_of(at::from_blob(data, at::IntArrayRef(sizes, dims), [=](void*) { release(context); }, options));
  });
}

EXPORT int muon_set_requires_grad(void* t, int value) {
  return guarded([&] { tensor(t).set_requires_grad(value != 0); });
}

EXPORT int muon_grad(void* t, void** result) {
  return guarded([&] { *result = handle_of(tensor(t).grad()); });
}

EXPORT int muon_set_grad(void* t, void* grad) {
  return guarded([&] { tensor(t).mutable_grad() = grad ? tensor(grad) : at::Tensor(); });
}

// Makes the variable `t` show the data of `source` (another dtype or device too), as module.to does with parameters.
EXPORT int muon_set_data(void* t, void* source) {
  return guarded([&] { tensor(t).set_data(tensor(source)); });
}

EXPORT int muon_backward(void* const* outputs, int count, void* const* grads, int grad_count, int retain_graph,
                         int create_graph, void* const* inputs, int input_count) {
  return guarded([&] {
    torch::autograd::backward(tensors(outputs, count), tensors(grads, grad_count), retain_graph != 0, create_graph != 0,
                              tensors(inputs, input_count));
  });
}

EXPORT int muon_autograd_grad(void* const* outputs, int count, void* const* inputs, int input_count, void* const* grads,
                              int grad_count, int retain_graph, int create_graph, int allow_unused, void** results) {
  return guarded([&] {
    auto list = torch::autograd::grad(tensors(outputs, count), tensors(inputs, input_count), tensors(grads, grad_count),
                                      retain_graph != 0, create_graph != 0, allow_unused != 0);
    for (size_t i = 0; i < list.size(); i++) results[i] = handle_of(list[i]);
  });
}

EXPORT int muon_grad_enabled(int set) {
  if (set >= 0) c10::GradMode::set_enabled(set != 0);
  return c10::GradMode::is_enabled();
}

EXPORT void* muon_inference_begin(int on) { return new c10::InferenceMode(on != 0); }
EXPORT void muon_inference_end(void* mode) { delete static_cast<c10::InferenceMode*>(mode); }

EXPORT const char* muon_version() { return TORCH_VERSION; }

EXPORT int muon_threads(int set) {
  if (set > 0) at::set_num_threads(set);
  return at::get_num_threads();
}

EXPORT int muon_manual_seed(int64_t seed) {
  return guarded([&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}

// The process-wide generator of a device, or with `fresh` an independent copy of it.
EXPORT int muon_generator(int64_t device_type, int index, int fresh, void** result) {
  return guarded([&] {
    c10::Device device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(index));
    const auto& standard = at::globalContext().defaultGenerator(device);
    *result = new at::Generator(fresh ? standard.clone() : standard);
  });
}

EXPORT void muon_generator_free(void* g) { delete static_cast<at::Generator*>(g); }

EXPORT int muon_generator_seed(void* g, int64_t seed) {
  return guarded([&] {
    with_generator(g, [](at::Generator& x, void* s) { x.set_current_seed(*static_cast<int64_t*>(s)); }, &seed);
  });
}

EXPORT int muon_generator_initial_seed(void* g, int64_t* seed) {
  return guarded([&] { *seed = static_cast<int64_t>(generator(g).current_seed()); });
}

EXPORT int muon_generator_get_state(void* g, void** state) {
  return guarded([&] {
    with_generator(g, [](at::Generator& x, void* s) { *static_cast<void**>(s) = handle_of(x.get_state()); }, state);
  });
}

EXPORT int muon_generator_set_state(void* g, void* state) {
  return guarded([&] {
    with_generator(g, [](at::Generator& x, void* s) { x.set_state(tensor(s)); }, state);
  });
}

EXPORT int muon_cuda_device_count() {
  int count = 0;
  return guarded([&] { count = static_cast<int>(torch::cuda::device_count()); }) ? 0 : count;
}
