package dev.plumbline.runner.backend;

import ai.onnxruntime.OrtException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A session of ONNX Runtime whose inputs and outputs are bound to memory of a device. */
final class BoundSession implements AutoCloseable {
  private final DeviceSpace space;
  private final OrtApi api;
  private final Pointer session;
  private final Pointer binding;
  private final Pointer allocator;
  private final Map<String, TensorType> inputs = new LinkedHashMap<>();
  private final Map<String, TensorType> outputs = new LinkedHashMap<>();
  private final Set<String> readOnDevice = new HashSet<>();

  /** Names as C takes them. */
  private final Map<String, byte[]> names = new HashMap<>();

  private boolean closed;

  /**
   * Loads a graph.
   *
   * @param environment an OrtEnv
   * @param graph the model
   * @param options an OrtSessionOptions
   */
  BoundSession(DeviceSpace space, Pointer environment, byte[] graph, Pointer options)
      throws OrtException {
    this.space = space;
    this.api = space.api();
    long length = graph.length;
    session = api.get(OrtFunction.CREATE_SESSION_FROM_ARRAY, environment, graph, length, options);
    binding = api.get(OrtFunction.CREATE_IO_BINDING, session);
    allocator = api.get(OrtFunction.GET_ALLOCATOR_WITH_DEFAULT_OPTIONS);
    LongByReference count = new LongByReference();
    api.call(OrtFunction.SESSION_GET_INPUT_COUNT, session, count);
    for (long i = 0; i < count.getValue(); i++) {
      inputs.put(
          text(api.get(OrtFunction.SESSION_GET_INPUT_NAME, session, i, allocator)),
          type(api.get(OrtFunction.SESSION_GET_INPUT_TYPE_INFO, session, i)));
    }
    askWhereInputsAreRead();
    api.call(OrtFunction.SESSION_GET_OUTPUT_COUNT, session, count);
    for (long i = 0; i < count.getValue(); i++) {
      outputs.put(
          text(api.get(OrtFunction.SESSION_GET_OUTPUT_NAME, session, i, allocator)),
          type(api.get(OrtFunction.SESSION_GET_OUTPUT_TYPE_INFO, session, i)));
    }
    inputs.keySet().forEach(name -> names.put(name, OrtApi.text(name)));
    outputs.keySet().forEach(name -> names.put(name, OrtApi.text(name)));
  }

  /** The text that a function allocated. */
  private String text(Pointer allocated) throws OrtException {
    String text = allocated.getString(0, StandardCharsets.UTF_8.name());
    api.call(OrtFunction.ALLOCATOR_FREE, allocator, allocated);
    return text;
  }

  private TensorType type(Pointer info) throws OrtException {
    Pointer tensor = api.get(OrtFunction.CAST_TYPE_INFO_TO_TENSOR_INFO, info);
    IntByReference element = new IntByReference();
    api.call(OrtFunction.GET_TENSOR_ELEMENT_TYPE, tensor, element);
    TensorType made = new TensorType(ElementType.name(element.getValue()), api.sizes(tensor));
    api.release(OrtFunction.RELEASE_TYPE_INFO, info);
    return made;
  }

  /**
   * ONNX Runtime has given each node to a provider, and knows which of a node's inputs its kernel
   * reads on the host.
   */
  private void askWhereInputsAreRead() throws OrtException {
    long[] infos = new long[inputs.size()];
    api.call(OrtFunction.SESSION_GET_MEMORY_INFO_FOR_INPUTS, session, infos, (long) inputs.size());
    int i = 0;
    for (String input : inputs.keySet()) {
      Pointer place = api.get(OrtFunction.MEMORY_INFO_GET_NAME, new Pointer(infos[i++]));
      if (place.getString(0).equals(space.memory().name())) {
        readOnDevice.add(input);
      }
    }
  }

  Map<String, TensorType> inputs() {
    return inputs;
  }

  Map<String, TensorType> outputs() {
    return outputs;
  }

  /**
   * Runs it; all has ended when this returns.
   *
   * @param written outputs that are written into the caller's tensors
   * @param wanted further outputs, which are copied to the host
   */
  DeviceOutputs run(Map<String, Tensor> fed, Map<String, Tensor> written, Set<String> wanted)
      throws OrtException {
    if (closed) {
      throw new IllegalStateException("the graph is closed");
    }
    for (Map.Entry<String, Tensor> input : fed.entrySet()) {
      DeviceTensor tensor = DeviceTensor.of(input.getValue());
      boolean onDevice = readOnDevice.contains(input.getKey());
      bind(OrtFunction.BIND_INPUT, input.getKey(), onDevice ? tensor.onDevice() : tensor.onHost());
    }
    api.release(OrtFunction.CLEAR_BOUND_OUTPUTS, binding);
    for (String output : wanted) {
      bind(OrtFunction.BIND_OUTPUT_TO_DEVICE, output, space.hostInfo());
    }
    for (Map.Entry<String, Tensor> output : written.entrySet()) {
      Pointer value = DeviceTensor.of(output.getValue()).onDevice();
      bind(OrtFunction.BIND_OUTPUT, output.getKey(), value);
    }
    space.memory().settle();
    api.call(OrtFunction.RUN_WITH_BINDING, session, null, binding);
    // ONNX Runtime has waited for its own streams; to ask again takes microseconds, and what is
    // copied next need not rely on it.
    space.memory().settle();
    return new DeviceOutputs(space, wanted.isEmpty() ? Map.of() : bound(wanted));
  }

  private void bind(OrtFunction function, String name, Pointer to) throws OrtException {
    api.call(function, binding, names.computeIfAbsent(name, OrtApi::text), to);
  }

  /** The outputs that were bound first. */
  private Map<String, Pointer> bound(Set<String> wanted) throws OrtException {
    PointerByReference array = new PointerByReference();
    LongByReference count = new LongByReference();
    api.call(OrtFunction.GET_BOUND_OUTPUT_VALUES, binding, allocator, array, count);
    Map<String, Pointer> values = new HashMap<>();
    int next = 0;
    for (String output : wanted) {
      values.put(output, array.getValue().getPointer((long) next++ * Native.POINTER_SIZE));
    }
    for (; next < count.getValue(); next++) {
      space.release(array.getValue().getPointer((long) next * Native.POINTER_SIZE));
    }
    api.call(OrtFunction.ALLOCATOR_FREE, allocator, array.getValue());
    return values;
  }

  /** Ends profiling and says where the profile is. */
  Path endProfile() throws OrtException {
    return Path.of(text(api.get(OrtFunction.SESSION_END_PROFILING, session, allocator)));
  }

  @Override
  public void close() {
    closed = true;
    api.release(OrtFunction.RELEASE_IO_BINDING, binding);
    api.release(OrtFunction.RELEASE_SESSION, session);
  }
}
