package dev.plumbline.spark;

import dev.plumbline.harness.Executor;
import dev.plumbline.harness.Slice;
import dev.plumbline.harness.SliceAnswers;
import dev.plumbline.harness.SliceWorker;
import dev.plumbline.harness.SweepOrder;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.resource.ResourceInformation;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** What an executor does with a partition, which is one slice. */
final class AnswerSlice extends AbstractFunction1<Iterator<Slice>, SliceAnswers>
    implements Serializable {
  private static final long serialVersionUID = 1;

  private final Broadcast<SweepOrder> order;
  private final String archive;
  private final int cores;

  /**
   * For the slices of a sweep.
   *
   * @param archive the archive of Spark's that holds what the order's paths are relative to; empty
   *     where they are absolute
   * @param cores of an executor; 0 where nobody said
   */
  AnswerSlice(Broadcast<SweepOrder> order, String archive, int cores) {
    this.order = order;
    this.archive = archive;
    this.cores = cores;
  }

  @Override
  public SliceAnswers apply(Iterator<Slice> partition) {
    Slice slice = partition.next();
    Executor executor =
        new Executor(
            "executor %s on %s".formatted(SparkEnv.get().executorId(), host()),
            Path.of(archive.isEmpty() ? "/" : SparkFiles.get(archive)),
            cores == 0 ? OptionalInt.empty() : OptionalInt.of(cores),
            gpu(TaskContext.get()));
    return SliceWorker.answer(order.value(), slice, executor);
  }

  /** That Spark lends this task. */
  private static OptionalInt gpu(TaskContext task) {
    ResourceInformation gpu = task.resourcesJMap().get("gpu");
    return gpu == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(gpu.addresses()[0]));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unnamed host";
    }
  }
}
