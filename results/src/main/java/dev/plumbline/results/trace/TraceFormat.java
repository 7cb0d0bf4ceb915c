package dev.plumbline.results.trace;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** What the texts and tables of a trace's files are called. */
final class TraceFormat {
  static final String TASK = "task";
  static final String DOCUMENT = "document";
  static final String TEXT = "text";
  static final String TOKEN_TEXTS = "token_texts";
  static final String LENS_TEXTS = "lens_texts";

  /** Largest |stored - computed| / |computed| of a state. */
  static final String ROUNDING = "state_rounding";

  static final String TOKEN_IDS = "token_ids";
  static final String STATES = "states";
  static final String REGIME = "regime";
  static final String RATE = "rate";
  static final String RATE_LOW = "rate_low";
  static final String RATE_HIGH = "rate_high";
  static final String PERIOD = "period";
  static final String STRAIGHTNESS = "straightness";
  static final String LENS = "lens_";
  static final String LOG_GROWTH = "log_growth";
  static final String LOG_GROWTH_AT_END = "log_growth_at_end";
  static final String START_DISTANCE = "start_distance";

  static final JsonMapper JSON = new JsonMapper();

  /** In the order of their numbers in files. */
  static final List<Regime> REGIMES =
      List.of(Regime.CONVERGING, Regime.ORBITING, Regime.SLIDING, Regime.MARGINAL);

  private TraceFormat() {}
}
