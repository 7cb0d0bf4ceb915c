package dev.plumbline.runner.backend;

import ai.onnxruntime.OnnxTensor;

/** A tensor over a buffer of the host; over a direct one it copies nothing. */
record HostTensor(OnnxTensor onnx) implements Tensor {
  static OnnxTensor onnx(Tensor tensor) {
    return ((HostTensor) tensor).onnx;
  }

  @Override
  public void close() {
    onnx.close();
  }
}
