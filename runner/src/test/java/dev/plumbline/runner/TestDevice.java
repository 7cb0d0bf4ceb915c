package dev.plumbline.runner;

/** What the tests' models run on: the CPU, unless the build says otherwise. */
public final class TestDevice {
  private static final Device DEVICE =
      Device.parse(System.getProperty("plumbline.test.device", new Device.Cpu().toString()));

  private TestDevice() {}

  /** The defaults, on this device. */
  public static ModelOptions options() {
    return ModelOptions.defaults().withDevice(DEVICE);
  }
}
