package dev.plumbline.cli;

import dev.plumbline.harness.Cluster;
import dev.plumbline.harness.Evaluation;
import dev.plumbline.harness.Execution;
import dev.plumbline.harness.PreparedSweep;
import dev.plumbline.protocol.PlumblineException;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Options on the machines that answer in place of this one. */
final class ClusterArguments {
  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description =
          "Answer on Apache Spark: local[N], spark://HOST:PORT, yarn or k8s://...; changes no"
              + " result. See docs/spark.md.")
  private String spark;

  @Option(
      names = "--spark-files",
      paramLabel = "WHERE",
      description =
          "How model and tasks reach Spark's machines: copy, from here, or the URL of a folder that"
              + " all can read, such as s3a://bucket/plumbline, where they are put once (default:"
              + " they are there already, under the same paths as here).")
  private String files;

  boolean given() {
    return spark != null;
  }

  /** The cluster, or null where this machine answers. */
  Cluster reach(Consumer<String> notes) {
    if (spark == null && files != null) {
      throw new PlumblineException("--spark-files says how Spark gets them; give --spark, too");
    }
    return spark == null ? null : Cluster.reach(spark, Optional.ofNullable(files), notes);
  }

  /** The evaluation on a cluster, or on this machine where that is null. */
  static Evaluation open(PreparedSweep sweep, Execution execution, Cluster cluster) {
    return cluster == null
        ? Evaluation.open(sweep, execution)
        : Evaluation.open(sweep, execution, cluster);
  }
}
