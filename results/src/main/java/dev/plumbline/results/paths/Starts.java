package dev.plumbline.results.paths;

import java.util.List;

/**
 * Runs that are compared with each other.
 *
 * @param name what they have in common, such as {@code scale 1} or {@code geom:0.5}
 * @param seeds of the runs, or of one where the seed decides nothing
 */
public record Starts(String name, List<Long> seeds) {
  public Starts {
    seeds = List.copyOf(seeds);
  }
}
