package dev.plumbline.ci;

import dev.plumbline.ci.Rule.Measure;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.text.YamlFile;
import dev.plumbline.results.statistics.Saturation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads rules from YAML; {@code docs/ci.md} describes the form. */
public final class RulesFile {
  private static final String ALL = "all";

  /**
   * Reads a file of rules.
   *
   * @throws PlumblineException naming file and line, if it is not of the form or holds no rule
   */
  public static Rules read(Path file) {
    YamlFields top = YamlFields.of(file, compose(file));
    double alpha = top.number("alpha").orElse(Rules.DEFAULT_ALPHA);
    List<Rule> rules = new ArrayList<>();
    for (String threshold : top.texts("require")) {
      rules.add(new Rule.Minimum(top.located("require", () -> Threshold.parse(threshold))));
    }
    for (YamlFields fields : top.maps("no_loss")) {
      rules.add(noLoss(fields));
    }
    for (YamlFields fields : top.maps("saturation")) {
      rules.add(saturation(fields));
    }
    for (YamlFields fields : top.maps("cost")) {
      rules.addAll(costs(fields));
    }
    top.refuseOthers();
    if (rules.isEmpty()) {
      throw new PlumblineException(
          file + ": holds no rule; name require, no_loss, saturation or cost");
    }
    return top.located("alpha", () -> new Rules(alpha, rules));
  }

  private static Rule noLoss(YamlFields fields) {
    Optional<CurveId> curve =
        named(fields, "curve").map(name -> fields.located("curve", () -> CurveId.parse(name)));
    Rule rule = new Rule.NoLoss(curve, fields.points("r"), margin(fields, 0));
    fields.refuseOthers();
    return rule;
  }

  private static Rule saturation(YamlFields fields) {
    String name = fields.text("curve").orElseThrow(() -> fields.missing("curve"));
    CurveId curve = fields.located("curve", () -> CurveId.parse(name));
    List<SweepPoint> by = fields.points("by");
    if (by.size() != 1) {
      throw fields.missing("by");
    }
    Rule rule = new Rule.Saturation(curve, by.get(0), margin(fields, Saturation.DEFAULT_MARGIN));
    fields.refuseOthers();
    return rule;
  }

  private static List<Rule> costs(YamlFields fields) {
    Optional<String> task = named(fields, "task");
    List<SweepPoint> points = fields.points("r");
    List<Rule> rules = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      fields
          .number(measure.toString())
          .map(percent -> new Rule.Cost(task, points, measure, percent))
          .ifPresent(rules::add);
    }
    fields.refuseOthers();
    if (rules.isEmpty()) {
      throw fields.missing("flops_per_token or seconds_per_token");
    }
    return rules;
  }

  /** Absent for all; it must stand there, so that nothing is checked by oversight. */
  private static Optional<String> named(YamlFields fields, String key) {
    String name = fields.text(key).orElseThrow(() -> fields.missing(key));
    return name.equals(ALL) ? Optional.empty() : Optional.of(name);
  }

  private static double margin(YamlFields fields, double otherwise) {
    double margin = fields.number("margin").orElse(otherwise);
    if (!(margin >= 0)) {
      throw fields.wrong("margin", "must be 0 or more");
    }
    return margin;
  }

  private static Node compose(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new PlumblineException(file + ": no such file");
    }
    return YamlFile.compose(file);
  }

  private RulesFile() {}
}
