package dev.plumbline.junit5;

import dev.plumbline.ci.Rules;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the tests of a class, or one test, are about: a sweep, run once for all tests that name the
 * same, or a run that is there already. Tests take a {@link SweepResult} as a parameter; methods
 * with {@link EachDepth} a {@link Depth}.
 *
 * <p>Paths are relative to the working directory: with Maven, the module's folder. In every text
 * {@code ${name}} and {@code ${name:otherwise}} stand for a system property.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SweepExtension.class)
public @interface Sweep {

  /** A finished run's folder, instead of a sweep. */
  String run() default "";

  /** The exported model's folder (default: the embedded model). */
  String bundle() default "";

  /** Names or tags. */
  String[] tasks() default {};

  /** Task files, or folders of them, besides the built-in tasks. */
  String[] taskFiles() default {};

  /** Every r (default: those that suit the model, as with {@code plumbline sweep}). */
  int[] iterations() default {};

  /** Documents of each task; 0 for all. */
  int limit() default 0;

  /** Folder with the benchmarks' data (default: what {@code plumbline data fetch} has fetched). */
  String data() default "";

  /** Examples in a prompt; negative for the task's own number. */
  int numFewshot() default -1;

  /** Whether to ask through the model's chat template. */
  boolean chat() default false;

  /** A system prompt. */
  String system() default "";

  /** The most tokens to generate; 0 for the task's own number. */
  int maxGenToks() default 0;

  /** Samples at this temperature; negative for the task's own way, 0 is greedy. */
  double temperature() default -1;

  /** Of the random initial state and of sampling. */
  long seed() default 0;

  /** The scale of the random initial state, a number; 0 for a state of zeros. */
  String initScale() default "1";

  /** Whether generated programs run in a sandbox, to score code tasks. */
  boolean allowCode() default false;

  /** Whether the Python functions that task files name run, in a sandbox. */
  boolean allowTaskCode() default false;

  /** The Python that has the packages which task files import; {@code python3} where empty. */
  String python() default "";

  /** Threads of the model; 0 for one per core. */
  int threads() default 0;

  /** What {@code plumbline baseline} wrote. */
  String baseline() default "";

  /** The loss against the baseline that is tolerated, in the metric's own unit. */
  double margin() default 0;

  /** How likely all comparisons with the baseline together may report a loss by chance. */
  double alpha() default Rules.DEFAULT_ALPHA;
}
