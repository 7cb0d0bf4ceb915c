package dev.plumbline.junit5;

import dev.plumbline.harness.Evaluation;
import dev.plumbline.harness.SweepListener;
import dev.plumbline.protocol.PlumblineException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs what {@link Sweep} names, once, and hands it to the tests. */
final class SweepExtension implements ParameterResolver, TestTemplateInvocationContextProvider {
  private static final Namespace NAMESPACE = Namespace.create(SweepExtension.class);

  /** What runs sweeps; this module's own tests have made-up runs in its place. */
  static SweepResult.Sweeps sweeps =
      (plan, execution, folder) -> Evaluation.run(plan, execution, folder, SweepListener.NONE);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SweepResult.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return result(context);
  }

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestMethod(), EachDepth.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    return result(context).depths().stream().map(SweepExtension::invocation);
  }

  private static TestTemplateInvocationContext invocation(Depth depth) {
    return new TestTemplateInvocationContext() {
      @Override
      public String getDisplayName(int index) {
        return depth.toString();
      }

      @Override
      public List<Extension> getAdditionalExtensions() {
        return List.of(new DepthParameter(depth));
      }
    };
  }

  private record DepthParameter(Depth depth) implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Depth.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return depth;
    }
  }

  /** In the root's store, which closes what it holds when all tests are through. */
  private static SweepResult result(ExtensionContext context) {
    SweepSettings settings = SweepSettings.of(sweep(context), System::getProperty);
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(settings, key -> SweepResult.of(key, sweeps), SweepResult.class);
  }

  /** Of the method, else of its class, else of the classes around it. */
  private static Sweep sweep(ExtensionContext context) {
    for (Optional<ExtensionContext> at = Optional.of(context);
        at.isPresent();
        at = at.get().getParent()) {
      Optional<Sweep> found = AnnotationSupport.findAnnotation(at.get().getElement(), Sweep.class);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new PlumblineException(
        context.getDisplayName() + ": nothing says what is swept; put @Sweep on the test or class");
  }
}
