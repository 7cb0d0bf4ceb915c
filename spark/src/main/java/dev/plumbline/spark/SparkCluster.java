package dev.plumbline.spark;

import dev.plumbline.harness.Cluster;
import dev.plumbline.harness.Slice;
import dev.plumbline.harness.SliceAnswers;
import dev.plumbline.harness.SweepOrder;
import dev.plumbline.protocol.PlumblineException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * A Spark application. Each slice is a partition of one job; answers come back as executors are
 * through with them, and Spark asks again where an executor is lost. An executor answers one slice
 * at a time, with all of its cores.
 */
final class SparkCluster implements Cluster {
  private static final long WAIT_MILLIS = 200;

  /** Spark tells what an executor threw within a text of its own, stack trace and all. */
  private static final Pattern THROWN =
      Pattern.compile(Pattern.quote(PlumblineException.class.getName()) + ": (.*)");

  private final JavaSparkContext spark;
  private final SparkSettings settings;
  private final Shipping shipping;
  private final Consumer<String> notes;

  private SparkCluster(
      JavaSparkContext spark, SparkSettings settings, Shipping shipping, Consumer<String> notes) {
    this.spark = spark;
    this.settings = settings;
    this.shipping = shipping;
    this.notes = notes;
  }

  static SparkCluster reach(String master, Shipping shipping, Consumer<String> notes) {
    SparkSettings settings = SparkSettings.of(master);
    try {
      return new SparkCluster(new JavaSparkContext(settings.conf()), settings, shipping, notes);
    } catch (RuntimeException e) {
      throw new PlumblineException(
          "--spark %s: cannot be reached: %s".formatted(master, reason(e)), e);
    }
  }

  @Override
  public int slots() {
    requireConnection();
    return Math.max(
        settings.expectedExecutors(),
        Math.max(1, spark.defaultParallelism() / settings.coresOfATask()));
  }

  /** Spark stops by itself where nobody answers at the master's address. */
  private void requireConnection() {
    if (spark.sc().isStopped()) {
      throw new PlumblineException(
          "--spark %s: nobody answers there, or the application was ended"
              .formatted(spark.master()));
    }
  }

  @Override
  public void answer(SweepOrder order, List<Slice> slices, Consumer<SliceAnswers> listener) {
    String archive =
        shipping.match(
            shared -> "",
            copied -> Shipped.copy(order.folders(), spark, notes),
            stored -> Shipped.store(order.folders(), stored.folder(), spark, notes));
    AnswerSlice answer =
        new AnswerSlice(
            spark.broadcast(archive.isEmpty() ? order : order.packed()),
            archive,
            settings.coresOfAnExecutor());
    BlockingQueue<SliceAnswers> queue = new LinkedBlockingQueue<>();
    SimpleFutureAction<Boolean> job =
        spark
            .sc()
            .submitJob(
                spark.parallelize(slices, slices.size()).rdd(),
                answer,
                CollectionConverters.asScala(
                        IntStream.range(0, slices.size()).<Object>mapToObj(i -> i).toList())
                    .toSeq(),
                new Queued(queue),
                new Done());
    try {
      handOn(queue, slices.size(), job, listener);
    } catch (RuntimeException e) {
      job.cancel();
      throw e;
    }
  }

  /** On the calling thread, so that Spark's own never waits for the disk. */
  private void handOn(
      BlockingQueue<SliceAnswers> queue,
      int count,
      SimpleFutureAction<Boolean> job,
      Consumer<SliceAnswers> listener) {
    int heard = 0;
    while (heard < count) {
      boolean ended = job.isCompleted();
      SliceAnswers next = poll(queue);
      if (next != null) {
        listener.accept(next);
        heard++;
      } else if (ended) {
        requireConnection();
        Throwable why = job.value().get().failed().get();
        throw new PlumblineException("Spark gave up: " + reason(why), why);
      }
    }
  }

  private static SliceAnswers poll(BlockingQueue<SliceAnswers> queue) {
    try {
      return queue.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlumblineException("interrupted while Spark was at work", e);
    }
  }

  private static String reason(Throwable e) {
    String message = String.valueOf(e.getMessage());
    Matcher thrown = THROWN.matcher(message);
    return thrown.find()
        ? thrown.group(1)
        : message.lines().filter(line -> !line.isBlank()).limit(2).collect(Collectors.joining(" "));
  }

  /** Takes a partition's result from Spark. */
  private static final class Queued extends AbstractFunction2<Object, SliceAnswers, BoxedUnit> {
    private final BlockingQueue<SliceAnswers> queue;

    Queued(BlockingQueue<SliceAnswers> queue) {
      this.queue = queue;
    }

    @Override
    public BoxedUnit apply(Object partition, SliceAnswers answers) {
      queue.add(answers);
      return BoxedUnit.UNIT;
    }
  }

  private static final class Done extends AbstractFunction0<Boolean> {
    @Override
    public Boolean apply() {
      return true;
    }
  }

  @Override
  public void close() {
    spark.close();
  }
}
