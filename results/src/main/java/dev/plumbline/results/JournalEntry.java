package dev.plumbline.results;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * One answer as the journal keeps it, and as a machine sends it to the one that writes the journal:
 * the sample's JSON, a tab, and the usage's.
 */
public record JournalEntry(Sample sample, Usage usage) {
  private static final ObjectReader SAMPLES = Json.reader(SampleLine.class);
  private static final ObjectReader USAGES =
      Json.reader(Usage.class).with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  /** In one line. JSON holds no tab of its own: strings have it escaped. */
  public String text() {
    try {
      return Json.line(SampleLine.of(sample).with(sample.recorded())) + "\t" + Json.line(usage);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws PlumblineException without a place, if it is anything else
   */
  public static JournalEntry parse(String text) {
    int tab = text.indexOf('\t');
    if (tab < 0) {
      throw new PlumblineException("no entry of a journal");
    }
    try {
      SampleLine sample = SAMPLES.readValue(text.substring(0, tab));
      Usage usage = USAGES.readValue(text.substring(tab + 1));
      return new JournalEntry(
          JsonLines.require(sample, "task").read(), JsonLines.require(usage, "tokens"));
    } catch (IOException e) {
      throw new PlumblineException(Json.reason(e), e);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new PlumblineException("no entry of a journal: " + e.getMessage(), e);
    }
  }
}
