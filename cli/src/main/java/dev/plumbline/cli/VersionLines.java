package dev.plumbline.cli;

import dev.plumbline.harness.Versions;
import picocli.CommandLine.IVersionProvider;

/** What {@code plumbline --version} prints. */
final class VersionLines implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "Plumbline " + Versions.plumbline(),
      "ONNX Runtime " + Versions.onnxRuntime(),
      "Java " + System.getProperty("java.vm.name") + " " + Runtime.version()
    };
  }
}
