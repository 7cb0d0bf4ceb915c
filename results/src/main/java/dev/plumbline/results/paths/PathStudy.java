package dev.plumbline.results.paths;

import dev.plumbline.results.Configuration;
import dev.plumbline.results.Manifest;
import java.util.List;

/**
 * What was found about a model's paths.
 *
 * @param configuration every setting in effect, by the names of the command line's options
 * @param starts the groups of runs
 * @param undefined a line on each thing that this model has not
 * @param failed answers that there are not, of all runs; they count nowhere
 * @param scores by task and metric, point and group, all starts without noise together as a group
 *     of their own
 * @param latents of the last prompt tokens
 */
public record PathStudy(
    Manifest.Bundle bundle,
    Manifest.Versions versions,
    Configuration configuration,
    List<Starts> starts,
    List<String> undefined,
    int failed,
    List<PathPoint> scores,
    List<LatentPoint> latents) {
  public PathStudy {
    starts = List.copyOf(starts);
    undefined = List.copyOf(undefined);
    scores = List.copyOf(scores);
    latents = List.copyOf(latents);
  }
}
