package dev.plumbline.ci.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ci.Flip;
import dev.plumbline.ci.GateReport;
import dev.plumbline.ci.HostileReport;
import dev.plumbline.ci.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnotationsTest {

  @Test
  void failureIsAnErrorAtTheBaselineWithItsDocuments() {
    GateReport report =
        new GateReport(
            "tiny",
            "",
            List.of(
                new Verdict(
                    "no loss",
                    "t:m,f@8",
                    "t",
                    false,
                    "t:m,f@8 is 50% worse",
                    List.of(new Flip(7, "2+2?", "4", 1, 0, "5")))),
            List.of("facts is new"));
    assertThat(Annotations.of(report, Optional.of("ci/a,b.jsonl")))
        .containsExactly(
            "::error file=ci/a%2Cb.jsonl,title=Gate%3A no loss%3A t%3Am%2Cf@8::t:m,f@8 is 50%25"
                + " worse%0Adocument 7 lost (1 to 0): asked \"2+2?\", right is \"4\", answered"
                + " \"5\"",
            "::warning file=ci/a%2Cb.jsonl,title=Gate::facts is new",
            "::notice file=ci/a%2Cb.jsonl,title=Plumbline gate::0 of 1 check holds");
  }

  @Test
  void hostileTextStaysInOneCommand() {
    assertThat(Annotations.of(HostileReport.of(), Optional.empty()))
        .hasSize(3)
        .allMatch(line -> line.matches("::(error|warning|notice) title=[^:,]*::[^\\r\\n]*"));
  }

  @Test
  void moreThanTenFailuresAreToldInTen() {
    List<Verdict> failures = Collections.nCopies(23, HostileReport.failure("t", 0));
    List<String> lines =
        Annotations.of(new GateReport("tiny", "", failures, List.of()), Optional.empty());
    assertThat(lines).filteredOn(line -> line.startsWith("::error")).hasSize(10);
    assertThat(lines.get(9)).startsWith("::error title=14 more::Gate: no loss: t@8%0A");
  }
}
