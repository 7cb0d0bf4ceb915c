package dev.plumbline.results.paths;

import java.util.List;

/**
 * What was found about a model's paths.
 *
 * @param starts the groups of runs
 * @param undefined a line on each thing that this model has not
 * @param scores by task and metric, point and group, all starts without noise together as a group
 *     of their own
 * @param latents of the last prompt tokens
 */
public record PathStudy(
    List<Starts> starts,
    List<String> undefined,
    List<PathPoint> scores,
    List<LatentPoint> latents) {
  public PathStudy {
    starts = List.copyOf(starts);
    undefined = List.copyOf(undefined);
    scores = List.copyOf(scores);
    latents = List.copyOf(latents);
  }
}
