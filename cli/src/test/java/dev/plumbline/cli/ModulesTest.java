package dev.plumbline.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import com.tngtech.archunit.core.domain.SourceCodeLocation;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the modules, their packages and classes may know each other. */
@AnalyzeClasses(packages = "dev.plumbline", importOptions = ModulesTest.MainClasses.class)
class ModulesTest {

  /** Neither tests' classes nor their jars. */
  static final class MainClasses implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
  }

  /** Everybody may know the words; what else a module knows is written here. */
  @ArchTest
  static final ArchRule arrowsPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("protocol")
          .definedBy("dev.plumbline.protocol..")
          .layer("tasks")
          .definedBy("dev.plumbline.tasks..")
          .layer("runner")
          .definedBy("dev.plumbline.runner..")
          .layer("results")
          .definedBy("dev.plumbline.results..")
          .layer("exchange")
          .definedBy("dev.plumbline.exchange..")
          .layer("reports")
          .definedBy("dev.plumbline.reports..")
          .layer("ci")
          .definedBy("dev.plumbline.ci..")
          .layer("allure")
          .definedBy("dev.plumbline.allure..")
          .layer("harness")
          .definedBy("dev.plumbline.harness..")
          .layer("junit5")
          .definedBy("dev.plumbline.junit5..")
          .layer("cli")
          .definedBy("dev.plumbline.cli..")
          .whereLayer("protocol")
          .mayNotAccessAnyLayer()
          .whereLayer("tasks")
          .mayOnlyAccessLayers("protocol")
          .whereLayer("runner")
          .mayOnlyAccessLayers("protocol")
          .whereLayer("results")
          .mayOnlyAccessLayers("protocol")
          .whereLayer("exchange")
          .mayOnlyAccessLayers("protocol", "results")
          .whereLayer("reports")
          .mayOnlyAccessLayers("protocol", "results")
          .whereLayer("ci")
          .mayOnlyAccessLayers("protocol", "results")
          .whereLayer("allure")
          .mayOnlyAccessLayers("protocol", "results", "ci")
          .whereLayer("harness")
          .mayOnlyAccessLayers("protocol", "tasks", "runner", "results", "exchange")
          .whereLayer("junit5")
          .mayOnlyAccessLayers("protocol", "tasks", "results", "ci", "harness")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.plumbline.(**)").should().beFreeOfCycles();

  /**
   * Nested classes count as their outermost one. An annotation names the JUnit extension that reads
   * it, which is JUnit's way.
   */
  @ArchTest
  static final ArchRule classesHaveNoCycles =
      slices()
          .assignedFrom(new ByTopLevelClass())
          .should()
          .beFreeOfCycles()
          .ignoreDependency(
              describe("annotations", JavaClass::isAnnotation), simpleName("SweepExtension"));

  private static final class ByTopLevelClass implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().startsWith("dev.plumbline")
          ? SliceIdentifier.of(topLevel(type))
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "classes";
    }
  }

  private static String topLevel(JavaClass type) {
    int nested = type.getName().indexOf('$');
    return nested < 0 ? type.getName() : type.getName().substring(0, nested);
  }

  /** Packages that are public to their own module alone, which has several. */
  private static final String[] INTERNAL = {
    "dev.plumbline.runner.adaptive..",
    "dev.plumbline.runner.backend..",
    "dev.plumbline.runner.batch..",
    "dev.plumbline.runner.cache..",
    "dev.plumbline.runner.decode..",
    "dev.plumbline.runner.export.checkpoint..",
    "dev.plumbline.runner.export.family..",
    "dev.plumbline.runner.export.graph..",
    "dev.plumbline.runner.export.tensor..",
    "dev.plumbline.runner.export.weights..",
    "dev.plumbline.runner.recurrence..",
    "dev.plumbline.runner.score..",
    "dev.plumbline.runner.tokenizer..",
    "dev.plumbline.tasks.data..",
    "dev.plumbline.tasks.jinja..",
    "dev.plumbline.tasks.python.."
  };

  /** Types for users of the libraries, whom no module stands for. */
  private static final Set<String> FOR_USERS =
      Set.of(
          "dev.plumbline.ci.DocumentScores",
          "dev.plumbline.ci.TaskScores",
          "dev.plumbline.cli.Plumbline",
          "dev.plumbline.harness.Slice",
          "dev.plumbline.harness.StatedPlan",
          "dev.plumbline.junit5.Curve",
          "dev.plumbline.junit5.CurveAssert",
          "dev.plumbline.junit5.Depth",
          "dev.plumbline.junit5.DepthAssert",
          "dev.plumbline.junit5.EachDepth",
          "dev.plumbline.junit5.PlumblineAssertions",
          "dev.plumbline.junit5.Sweep",
          "dev.plumbline.junit5.SweepResult",
          "dev.plumbline.protocol.ExitDistribution",
          "dev.plumbline.results.FunctionScores",
          "dev.plumbline.runner.AnswerListener");

  /** Types for the module spark, which a profile of its own builds. */
  private static final Set<String> FOR_SPARK =
      Set.of(
          "dev.plumbline.harness.Executor",
          "dev.plumbline.harness.SliceAnswers",
          "dev.plumbline.harness.SliceWorker",
          "dev.plumbline.harness.SweepOrder");

  /** Types that packages of one module share, beside such as are internal as a whole. */
  private static final Set<String> SHARED_BY_PACKAGES =
      Set.of(
          "dev.plumbline.exchange.Judged",
          "dev.plumbline.exchange.PythonJson",
          "dev.plumbline.exchange.StatedSettings",
          "dev.plumbline.exchange.TaskResults",
          "dev.plumbline.results.Curves",
          "dev.plumbline.results.Json",
          "dev.plumbline.results.RunLock",
          "dev.plumbline.results.StepTrace",
          "dev.plumbline.results.StudentisedBootstrap",
          "dev.plumbline.results.statistics.DocumentBootstrap",
          "dev.plumbline.runner.bundle.BundleFiles",
          "dev.plumbline.runner.bundle.CacheShape",
          "dev.plumbline.runner.bundle.FileEntry",
          "dev.plumbline.runner.bundle.ModelShape",
          "dev.plumbline.runner.network.Injection",
          "dev.plumbline.runner.network.Limits",
          "dev.plumbline.runner.network.Part",
          "dev.plumbline.runner.network.Rotary",
          "dev.plumbline.runner.network.RotaryScaling",
          "dev.plumbline.runner.network.TruncatedNormal",
          "dev.plumbline.tasks.code.Given",
          "dev.plumbline.tasks.code.Judged",
          "dev.plumbline.tasks.code.Program",
          "dev.plumbline.tasks.code.PythonFunction",
          "dev.plumbline.tasks.code.TaskPython",
          "dev.plumbline.tasks.code.Verdict");

  @ArchTest
  static final ArchRule publicTypesAreForOtherModules =
      classes()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .and(not(resideInAnyPackage(INTERNAL)))
          .should(beUsedByAnotherModule());

  private static ArchCondition<JavaClass> beUsedByAnotherModule() {
    return new ArchCondition<>("be used by another module, or be listed") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean used =
            type.getDirectDependenciesToSelf().stream()
                .anyMatch(d -> !module(d.getOriginClass()).equals(module(type)));
        boolean nestedUsed =
            type.getPackage().getClassesInPackageTree().stream()
                .filter(nested -> topLevel(nested).equals(type.getName()))
                .flatMap(nested -> nested.getDirectDependenciesToSelf().stream())
                .anyMatch(d -> !module(d.getOriginClass()).equals(module(type)));
        if (!used
            && !nestedUsed
            && !FOR_USERS.contains(type.getName())
            && !FOR_SPARK.contains(type.getName())
            && !SHARED_BY_PACKAGES.contains(type.getName())) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getName() + " is public, but only its own module uses it"));
        }
      }
    };
  }

  private static String module(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.", -1);
    return parts.length > 2 ? parts[2] : "";
  }

  /** What a module keeps to itself is no other's business. */
  @ArchTest
  static final ArchRule internalPackagesAreTheirModulesOwn =
      classes()
          .that(resideInAnyPackage(INTERNAL))
          .should(
              new ArchCondition<JavaClass>("be used by their own module alone") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  type.getDirectDependenciesToSelf().stream()
                      .filter(d -> !module(d.getOriginClass()).equals(module(type)))
                      .forEach(
                          d -> events.add(SimpleConditionEvent.violated(d, d.getDescription())));
                }
              });

  /** But for its conversions of 16-bit floats, which are arithmetic without a session. */
  @ArchTest
  static final ArchRule onlyTheBackendKnowsOnnxRuntime =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.plumbline.runner.backend..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("ai.onnxruntime..")
                  .and(not(name("ai.onnxruntime.platform.Fp16Conversions"))));

  @ArchTest
  static final ArchRule onlyTheTokenizerKnowsHuggingFaces =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.plumbline.runner.tokenizer..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..");

  @ArchTest
  static final ArchRule onlyTheExportBuildsGraphs =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.plumbline.runner.export..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.tribuo.util.onnx..");

  /** Tribuo's linear algebra learns nothing. */
  @ArchTest
  static final ArchRule onlyTheDepthPolicyLearns =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.plumbline.results.policy..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.tribuo..")
                  .and(not(resideInAnyPackage("org.tribuo.util.onnx..", "org.tribuo.math.."))));

  @ArchTest
  static final ArchRule onlyPolicyAndTracesKnowTribuosLinearAlgebra =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.plumbline.results.policy..", "dev.plumbline.results.trace..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.tribuo.math..");

  @ArchTest
  static final ArchRule onlyTheCommandLineHasAConsole =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.plumbline.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "org.jline..");

  /** Elsewhere than in its own file, a further case shall be a compile error. */
  @ArchTest
  static final ArchRule sealedWordsAreReadByMatch =
      classes()
          .should(
              new ArchCondition<JavaClass>("ask no value which case of a sealed word it is") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  for (InstanceofCheck check : type.getInstanceofChecks()) {
                    if (isSealedWord(check.getRawType()) || isCase(check.getRawType())) {
                      refuse(type, check.getRawType(), check.getSourceCodeLocation(), events);
                    }
                  }
                  // Such as Case.class::isInstance.
                  for (ReferencedClassObject object : type.getReferencedClassObjects()) {
                    if (isCase(object.getRawType())) {
                      refuse(type, object.getRawType(), object.getSourceCodeLocation(), events);
                    }
                  }
                }
              });

  private static boolean isSealedWord(JavaClass type) {
    return type.isInterface()
        && type.isSealed()
        && type.getPackageName().startsWith("dev.plumbline");
  }

  private static boolean isCase(JavaClass type) {
    return type.getAllRawInterfaces().stream().anyMatch(ModulesTest::isSealedWord);
  }

  private static void refuse(
      JavaClass reader, JavaClass type, SourceCodeLocation place, ConditionEvents events) {
    if (!topLevel(type).equals(topLevel(reader))) {
      events.add(
          SimpleConditionEvent.violated(
              reader, "%s is asked for in %s".formatted(type.getName(), place)));
    }
  }

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      classes()
          .that()
          .areTopLevelClasses()
          .should()
          .haveSimpleNameNotEndingWith("Manager")
          .andShould()
          .haveSimpleNameNotEndingWith("Helper")
          .andShould()
          .haveSimpleNameNotEndingWith("Util")
          .andShould()
          .haveSimpleNameNotEndingWith("Utils")
          .andShould()
          .haveSimpleNameNotEndingWith("Impl");

  @Test
  void everyPackageSaysWhatItIs() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      List<Path> sources =
          files.filter(f -> f.toString().matches(".*/src/main/java/.*\\.java")).toList();
      assertThat(sources).hasSizeGreaterThan(50);
      assertThat(sources)
          .extracting(Path::getParent)
          .allSatisfy(folder -> assertThat(folder.resolve("package-info.java")).isRegularFile());
    }
  }
}
