package dev.plumbline.runner.backend;

/**
 * Functions of ONNX Runtime's C API, with their places in its table {@code struct OrtApi}.
 *
 * <p>The table has no names. Its order is that of {@code onnxruntime_c_api.h}, to which functions
 * are only ever added at the end; {@code onnxruntime_c_api.cc} lists it as {@code ort_api_1_to_N}
 * and asserts the place of each version's last function: ReleaseCustomOpDomain 101,
 * ReleaseModelMetadata 118, AddFreeDimensionOverrideByName 124, ReleaseAvailableProviders 126,
 * SetGlobalSpinControl 149, SessionOptionsAppendExecutionProvider_MIGraphX 209, GetEpApi 317 and
 * CreateExternalInitializerInfo 389. The numbers here are counted in that list, from those on.
 */
enum OrtFunction {
  GET_ERROR_MESSAGE(2),
  CREATE_ENV(3),
  CREATE_SESSION_FROM_ARRAY(8),
  CREATE_SESSION_OPTIONS(10),
  ENABLE_PROFILING(14),
  SET_SESSION_LOG_SEVERITY_LEVEL(22),
  SET_INTRA_OP_NUM_THREADS(24),
  SESSION_GET_INPUT_COUNT(30),
  SESSION_GET_OUTPUT_COUNT(31),
  SESSION_GET_INPUT_TYPE_INFO(33),
  SESSION_GET_OUTPUT_TYPE_INFO(34),
  SESSION_GET_INPUT_NAME(36),
  SESSION_GET_OUTPUT_NAME(37),
  CREATE_TENSOR_WITH_DATA_AS_ORT_VALUE(49),
  GET_TENSOR_MUTABLE_DATA(51),
  CAST_TYPE_INFO_TO_TENSOR_INFO(55),
  GET_TENSOR_ELEMENT_TYPE(60),
  GET_DIMENSIONS_COUNT(61),
  GET_DIMENSIONS(62),
  GET_TENSOR_TYPE_AND_SHAPE(65),
  CREATE_MEMORY_INFO(68),
  MEMORY_INFO_GET_NAME(71),
  ALLOCATOR_FREE(76),
  GET_ALLOCATOR_WITH_DEFAULT_OPTIONS(78),
  RELEASE_ENV(92),
  RELEASE_STATUS(93),
  RELEASE_MEMORY_INFO(94),
  RELEASE_SESSION(95),
  RELEASE_VALUE(96),
  RELEASE_TYPE_INFO(98),
  RELEASE_TENSOR_TYPE_AND_SHAPE_INFO(99),
  RELEASE_SESSION_OPTIONS(100),
  SESSION_END_PROFILING(110),
  DISABLE_PER_SESSION_THREADS(120),
  ADD_SESSION_CONFIG_ENTRY(130),
  RUN_WITH_BINDING(133),
  CREATE_IO_BINDING(134),
  RELEASE_IO_BINDING(135),
  BIND_INPUT(136),
  BIND_OUTPUT(137),
  BIND_OUTPUT_TO_DEVICE(138),
  GET_BOUND_OUTPUT_VALUES(140),
  CLEAR_BOUND_OUTPUTS(142),
  SESSION_OPTIONS_APPEND_EXECUTION_PROVIDER_CUDA_V2(204),
  CREATE_CUDA_PROVIDER_OPTIONS(205),
  UPDATE_CUDA_PROVIDER_OPTIONS(206),
  RELEASE_CUDA_PROVIDER_OPTIONS(208),
  GET_TENSOR_SIZE_IN_BYTES(318),
  SESSION_GET_MEMORY_INFO_FOR_INPUTS(380);

  /** The version of the API in which the youngest of these came. */
  static final int API_VERSION = 23;

  private final int place;

  OrtFunction(int place) {
    this.place = place;
  }

  int place() {
    return place;
  }
}
