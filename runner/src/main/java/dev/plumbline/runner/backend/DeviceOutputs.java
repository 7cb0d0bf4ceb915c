package dev.plumbline.runner.backend;

import ai.onnxruntime.OrtException;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;

/**
 * Outputs that ONNX Runtime has copied to the host.
 *
 * @param values which this owns
 */
record DeviceOutputs(DeviceSpace space, Map<String, Pointer> values) implements Outputs {
  DeviceOutputs {
    for (Pointer value : values.values()) {
      space.traffic().goDown(bytes(space.api(), value));
    }
  }

  @Override
  public List<Long> shape(String name) {
    OrtApi api = space.api();
    try {
      Pointer info = api.get(OrtFunction.GET_TENSOR_TYPE_AND_SHAPE, values.get(name));
      List<Long> sizes = api.sizes(info);
      api.release(OrtFunction.RELEASE_TENSOR_TYPE_AND_SHAPE_INFO, info);
      return sizes;
    } catch (OrtException e) {
      throw new BackendException(e);
    }
  }

  @Override
  public FloatBuffer floats(String name) {
    return FloatBuffer.wrap(data(name).getFloatArray(0, count(name, Float.BYTES)));
  }

  @Override
  public LongBuffer longs(String name) {
    return LongBuffer.wrap(data(name).getLongArray(0, count(name, Long.BYTES)));
  }

  private Pointer data(String name) {
    try {
      return space.api().get(OrtFunction.GET_TENSOR_MUTABLE_DATA, values.get(name));
    } catch (OrtException e) {
      throw new BackendException(e);
    }
  }

  private int count(String name, int bytesOfEach) {
    return Math.toIntExact(bytes(space.api(), values.get(name)) / bytesOfEach);
  }

  private static long bytes(OrtApi api, Pointer value) {
    try {
      LongByReference bytes = new LongByReference();
      api.call(OrtFunction.GET_TENSOR_SIZE_IN_BYTES, value, bytes);
      return bytes.getValue();
    } catch (OrtException e) {
      throw new BackendException(e);
    }
  }

  @Override
  public void close() {
    values.values().forEach(space::release);
  }
}
