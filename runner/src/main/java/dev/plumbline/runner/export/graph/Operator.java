package dev.plumbline.runner.export.graph;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tribuo.util.onnx.ONNXAttribute;
import org.tribuo.util.onnx.ONNXOperator;

/**
 * <a href="https://onnx.ai/onnx/operators/">ONNX operators</a> that Tribuo's enum lacks, and one of
 * ONNX Runtime's own.
 */
enum Operator implements ONNXOperator {
  ARG_MAX("ArgMax", 1, 0, 1, ints("axis", "keepdims")),
  ATTENTION("Attention", 3, 1, 1, ints("q_num_heads", "kv_num_heads")),
  EQUAL("Equal", 2, 0, 1),
  EXPAND("Expand", 2, 0, 1),
  GATHER_ELEMENTS("GatherElements", 2, 0, 1, ints("axis")),
  LOG_SOFTMAX("LogSoftmax", 1, 0, 1, ints("axis")),
  MAT_MUL_N_BITS("MatMulNBits", 3, 0, 1, ints("K", "N", "bits", "block_size", "accuracy_level")),
  MAT_MUL("MatMul", 2, 0, 1),
  RESHAPE("Reshape", 2, 0, 1),
  RMS_NORMALIZATION(
      "RMSNormalization", 2, 0, 1, new ONNXAttribute("epsilon", AttributeType.FLOAT, true)),
  ROTARY_EMBEDDING("RotaryEmbedding", 4, 0, 1, ints("interleaved", "num_heads")),
  SHAPE("Shape", 1, 0, 1, ints("start", "end")),
  SOFTMAX("Softmax", 1, 0, 1, ints("axis")),
  SPLIT("Split", 2, 0, 3, ints("axis")),
  SQUEEZE("Squeeze", 2, 0, 1),
  TRANSPOSE("Transpose", 1, 0, 1, new ONNXAttribute("perm", AttributeType.INTS, true)),
  WHERE("Where", 3, 0, 1);

  /** Where ONNX Runtime keeps its own operators, all of version 1. */
  static final String MICROSOFT = "com.microsoft";

  /** The version in which the youngest of them, Attention, RMSNormalization and so on, came. */
  static final int OPSET = 23;

  private final String opName;
  private final int inputs;
  private final int optionalInputs;
  private final int outputs;

  @SuppressWarnings("ImmutableEnumChecker") // An unmodifiable map of immutable values.
  private final Map<String, ONNXAttribute> attributes;

  Operator(
      String opName, int inputs, int optionalInputs, int outputs, ONNXAttribute... attributes) {
    this.opName = opName;
    this.inputs = inputs;
    this.optionalInputs = optionalInputs;
    this.outputs = outputs;
    this.attributes =
        Arrays.stream(attributes)
            .collect(Collectors.toUnmodifiableMap(ONNXAttribute::getName, Function.identity()));
  }

  private static ONNXAttribute[] ints(String... names) {
    return Arrays.stream(names)
        .map(name -> new ONNXAttribute(name, AttributeType.INT, true))
        .toArray(ONNXAttribute[]::new);
  }

  @Override
  public String getOpName() {
    return opName;
  }

  @Override
  public int getNumInputs() {
    return inputs;
  }

  @Override
  public int getNumOptionalInputs() {
    return optionalInputs;
  }

  @Override
  public int getNumOutputs() {
    return outputs;
  }

  @Override
  public Map<String, ONNXAttribute> getAttributes() {
    return attributes;
  }

  @Override
  public Set<String> getMandatoryAttributeNames() {
    return attributes.keySet();
  }

  @Override
  public int getOpVersion() {
    return OPSET;
  }

  /** Null: ONNX's own. */
  @Override
  public String getOpDomain() {
    return this == MAT_MUL_N_BITS ? MICROSOFT : null;
  }
}
