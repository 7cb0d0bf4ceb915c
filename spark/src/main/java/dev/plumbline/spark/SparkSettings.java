package dev.plumbline.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/** Spark's configuration, with what a sweep needs where the user left it open. */
record SparkSettings(SparkConf conf) {
  private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d+|\\*)(?:, *\\d+)?])?");
  private static final String TASK_CORES = "spark.task.cpus";

  /**
   * Of an application.
   *
   * @param master as Spark writes it
   */
  static SparkSettings of(String master) {
    SparkConf conf = new SparkConf().setMaster(master);
    SparkSettings settings = new SparkSettings(conf);
    conf.setIfMissing("spark.app.name", "plumbline sweep");
    conf.setIfMissing("spark.log.level", "ERROR");
    conf.setIfMissing("spark.ui.enabled", "false");
    // Answers are taken as they come, so that their sum is no burden.
    conf.setIfMissing("spark.driver.maxResultSize", "0");
    // A machine with wrong files fails at once, and would be given one slice after another; there
    // may be some of them, and executors that are killed.
    conf.setIfMissing("spark.excludeOnFailure.taskAndStage.enabled", "true");
    conf.setIfMissing("spark.task.maxFailures", "16");
    // But several executors may share a machine, and one that was killed says nothing of it.
    conf.setIfMissing("spark.excludeOnFailure.task.maxTaskAttemptsPerNode", "1000");
    conf.setIfMissing("spark.excludeOnFailure.stage.maxFailedExecutorsPerNode", "1000");
    // ONNX Runtime's telemetry crashes on long command lines.
    conf.setIfMissing("spark.executorEnv.ORT_DISABLE_TELEMETRY", "1");
    if (settings.coresOfAnExecutor() > 0) {
      conf.setIfMissing(TASK_CORES, Integer.toString(settings.coresOfAnExecutor()));
    }
    return settings;
  }

  /** 0 where nobody said, which is when an executor takes its machine. */
  int coresOfAnExecutor() {
    Matcher local = LOCAL.matcher(conf.get("spark.master"));
    if (!local.matches()) {
      return conf.getInt("spark.executor.cores", 0);
    }
    String cores = local.group(1);
    return cores == null
        ? 1
        : cores.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(cores);
  }

  int coresOfATask() {
    return conf.getInt(TASK_CORES, 1);
  }

  /** Executors that may come yet; 0 where nobody said. */
  int expectedExecutors() {
    return Math.max(
        conf.getInt("spark.executor.instances", 0),
        conf.getInt("spark.dynamicAllocation.maxExecutors", 0));
  }
}
