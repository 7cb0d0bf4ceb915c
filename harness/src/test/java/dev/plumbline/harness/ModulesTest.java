package dev.plumbline.harness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The modules' arrows: tasks, runner and results know nobody, everything meets in harness. */
@AnalyzeClasses(packages = "dev.plumbline", importOptions = DoNotIncludeTests.class)
class ModulesTest {
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
          .mayOnlyAccessLayers("protocol", "ci")
          .whereLayer("harness")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.plumbline.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheRunnerKnowsOnnxRuntime =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.plumbline.runner..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnxruntime..", "ai.djl..", "org.tribuo.util.onnx..");

  @ArchTest
  static final ArchRule onlyTheDepthPolicyLearns =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.plumbline.runner..", "dev.plumbline.results.policy..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.tribuo..");

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
