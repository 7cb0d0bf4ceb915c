package dev.plumbline.results.paths;

import dev.plumbline.results.Interval;
import java.util.Optional;

/**
 * A comparison of states after r iterations, mean over documents.
 *
 * @param measure what is compared
 * @param starts of the runs whose states are compared
 * @param documents at least one
 * @param interval 95 %, {@link dev.plumbline.results.StudentisedBootstrap}, within the values that
 *     the measure can have; absent where that is
 */
public record LatentPoint(
    String task,
    int iterations,
    LatentMeasure measure,
    String starts,
    int documents,
    double value,
    Optional<Interval> interval) {}
