package dev.plumbline.runner.backend;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession.Result;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;

/** Outputs that ONNX Runtime holds. */
record HostOutputs(Result result) implements Outputs {
  @Override
  public List<Long> shape(String name) {
    return Arrays.stream(tensor(name).getInfo().getShape()).boxed().toList();
  }

  @Override
  public FloatBuffer floats(String name) {
    return tensor(name).getFloatBuffer();
  }

  @Override
  public LongBuffer longs(String name) {
    return tensor(name).getLongBuffer();
  }

  private OnnxTensor tensor(String name) {
    return (OnnxTensor) result.get(name).orElseThrow();
  }

  @Override
  public void close() {
    result.close();
  }
}
