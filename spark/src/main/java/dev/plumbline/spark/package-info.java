/**
 * Sweeps on Apache Spark: slices of a sweep are the partitions of a job. It is an application of
 * its own, {@code plumbline-spark.jar}, since Spark brings its own class path. Start at {@link
 * dev.plumbline.spark.SparkCluster}.
 */
package dev.plumbline.spark;
