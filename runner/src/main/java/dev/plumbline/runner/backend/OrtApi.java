package dev.plumbline.runner.backend;

import ai.onnxruntime.OrtException;
import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.plumbline.protocol.PlumblineException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime's C API, in the very library that its Java API has loaded, so that the process has
 * one runtime with one environment. The Java API has no way to bind a graph's inputs and outputs to
 * memory of a device.
 */
final class OrtApi {
  /** What {@link OrtFunction} was written for; the Java API of another version has other ones. */
  private static final String VERSION = "1.29.";

  private final Map<OrtFunction, Function> functions = new EnumMap<>(OrtFunction.class);

  private OrtApi(Pointer table) {
    for (OrtFunction function : OrtFunction.values()) {
      Pointer address = table.getPointer((long) function.place() * Native.POINTER_SIZE);
      functions.put(function, Function.getFunction(address));
    }
  }

  /** The one of this process. */
  static OrtApi get() {
    return Opened.API;
  }

  /** Initialised when first asked for. */
  private static final class Opened {
    static final OrtApi API = open();
  }

  private static OrtApi open() {
    // The Java API loads the library with the first thing that is asked of it.
    OnnxRuntime.environment();
    Path file =
        LoadedLibrary.file()
            .orElseThrow(
                () ->
                    new PlumblineException(
                        "libonnxruntime.so is not where Linux lists what a process has loaded; other devices than cpu need Linux"));
    NativeLibrary library = NativeLibrary.getInstance(file.toString());
    Pointer base = library.getFunction("OrtGetApiBase").invokePointer(new Object[0]);
    Function getApi = Function.getFunction(base.getPointer(0));
    Function getVersion = Function.getFunction(base.getPointer(Native.POINTER_SIZE));
    String version = getVersion.invokePointer(new Object[0]).getString(0);
    Pointer table = getApi.invokePointer(new Object[] {OrtFunction.API_VERSION});
    if (!version.startsWith(VERSION) || table == null) {
      throw new PlumblineException(
          ("ONNX Runtime %s: its C API is called by place, which was written for %sx; use that, or"
                  + " --device cpu")
              .formatted(version, VERSION));
    }
    return new OrtApi(table);
  }

  /** Calls a function that gives back a status. */
  void call(OrtFunction function, Object... arguments) throws OrtException {
    Pointer status = functions.get(function).invokePointer(arguments);
    if (status != null) {
      Object[] failed = {status};
      String message =
          functions.get(OrtFunction.GET_ERROR_MESSAGE).invokePointer(failed).getString(0, "UTF-8");
      functions.get(OrtFunction.RELEASE_STATUS).invokeVoid(failed);
      throw new OrtException(message);
    }
  }

  /** Calls a function whose last parameter is where it writes a pointer. */
  Pointer get(OrtFunction function, Object... arguments) throws OrtException {
    PointerByReference got = new PointerByReference();
    Object[] all = new Object[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = got;
    call(function, all);
    return got.getValue();
  }

  /** Calls a function that gives back nothing, as all that release something do. */
  void release(OrtFunction function, Pointer object) {
    functions.get(function).invokeVoid(new Object[] {object});
  }

  /** A tensor's sizes, -1 where any will do, from an OrtTensorTypeAndShapeInfo. */
  List<Long> sizes(Pointer info) throws OrtException {
    LongByReference axes = new LongByReference();
    call(OrtFunction.GET_DIMENSIONS_COUNT, info, axes);
    // One more, since C wants an address where there are no sizes, too.
    long[] sizes = new long[(int) axes.getValue() + 1];
    call(OrtFunction.GET_DIMENSIONS, info, sizes, axes.getValue());
    return Arrays.stream(sizes).limit(axes.getValue()).boxed().toList();
  }

  /** Text as C takes it. */
  static byte[] text(String text) {
    return Native.toByteArray(text, StandardCharsets.UTF_8);
  }
}
