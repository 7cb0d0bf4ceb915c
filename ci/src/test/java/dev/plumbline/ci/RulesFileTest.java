package dev.plumbline.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.ci.Rule.Measure;
import dev.plumbline.protocol.CurveId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.SweepPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesFileTest {
  @TempDir private Path folder;

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("gate.yaml"), yaml);
  }

  @Test
  void everyKindOfRuleIsRead() throws IOException {
    Rules rules =
        RulesFile.read(
            file(
                """
                alpha: 0.01
                require:
                  - hellaswag:acc_norm@8>=0.60
                no_loss:
                  - curve: all
                  - curve: gsm8k:exact_match,strict-match
                    r: [4, 8]
                    margin: 0.01
                saturation:
                  - {curve: "gsm8k:exact_match,strict-match", by: 8}
                cost:
                  task: all
                  r: 16
                  flops_per_token: 5
                  seconds_per_token: 20
                """));
    CurveId gsm8k = new CurveId("gsm8k", Score.parse("exact_match,strict-match"));
    assertThat(rules)
        .isEqualTo(
            new Rules(
                0.01,
                List.of(
                    new Rule.Minimum(
                        new Threshold(
                            new CurveId("hellaswag", Score.parse("acc_norm")),
                            SweepPoint.fixed(8),
                            0.6)),
                    new Rule.NoLoss(Optional.empty(), List.of(), 0),
                    new Rule.NoLoss(
                        Optional.of(gsm8k),
                        List.of(SweepPoint.fixed(4), SweepPoint.fixed(8)),
                        0.01),
                    new Rule.Saturation(gsm8k, SweepPoint.fixed(8), 0.01),
                    new Rule.Cost(
                        Optional.empty(),
                        List.of(SweepPoint.fixed(16)),
                        Measure.FLOPS_PER_TOKEN,
                        5),
                    new Rule.Cost(
                        Optional.empty(),
                        List.of(SweepPoint.fixed(16)),
                        Measure.SECONDS_PER_TOKEN,
                        20))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no_los: []| 1: no_los: unknown key; did you mean no_loss?",
        "no_loss:;  - curve: all;    marign: 0.1| 3: marign: unknown key; did you mean margin?",
        "no_loss:;  - margin: 0.1| 2: curve: must be given",
        "no_loss:;  - curve: gsm8k| 2: curve: 'gsm8k' is not a curve; write task:metric or"
            + " task:metric,filter, such as gsm8k:exact_match,strict-match",
        "no_loss:;  - curve: all;    margin: -1| 3: margin: must be 0 or more",
        "no_loss:;  - curve: all;    margin: wide| 3: margin: must be a number, got 'wide'",
        "no_loss:;  - curve: all;    r: [4, 0]| 3: r: '0' is no point of a sweep; write a number of"
            + " iterations, such as 4, or what sweep calls it, such as 4-expected, 32-kl:0.001 or"
            + " 32-cycle:4",
        "saturation:;  - curve: a:b;    by: all| 3: by: must be given",
        "cost:;  - task: all| 2: flops_per_token or seconds_per_token: must be given",
        "alpha: 2;require: a:b@1>=0| 1: alpha: alpha is 2.0; it must lie between 0 and 1, such as"
            + " 0.05",
        "require: [a@1]| 1: require: 'a@1' is not a threshold; write task:metric@r>=minimum or"
            + " task:metric,filter@r>=minimum, such as gsm8k:exact_match,strict-match@16>=0.30",
        "require: {a: b}| 1: require: must be a plain value",
        "alpha: 0.05;alpha: 0.05| 2: alpha: stands here twice; remove one",
        "- a| 1: must be a mapping of names to values",
        "a: [| 2: not YAML: expected the node content, but found '<stream end>'",
      })
  void mistakeIsNamedWithItsLine(String yaml, String message) throws IOException {
    Path file = file(yaml.replace(";", "\n") + "\n");
    assertThatThrownBy(() -> RulesFile.read(file))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(file + ":" + message.replaceFirst("^([0-9]+): ", "$1: "));
  }

  @Test
  void fileWithoutRulesIsRefused() throws IOException {
    Path file = file("alpha: 0.05\n");
    assertThatThrownBy(() -> RulesFile.read(file))
        .hasMessage(file + ": holds no rule; name require, no_loss, saturation or cost");
    Path empty = file("");
    assertThatThrownBy(() -> RulesFile.read(empty)).isInstanceOf(PlumblineException.class);
  }

  @Test
  void aliasBombAndObjectsAreRefused() throws IOException {
    Path bomb = file("a: &a [x, x]\nno_loss: [*a, *a]\n");
    assertThatThrownBy(() -> RulesFile.read(bomb)).isInstanceOf(PlumblineException.class);
    Path object = file("require: !!java.net.URL [\"http://localhost\"]\n");
    assertThatThrownBy(() -> RulesFile.read(object)).isInstanceOf(PlumblineException.class);
  }
}
