package dev.plumbline.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.results.Interval;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedDifferenceTest {
  private static final double[] GRADED = {0.3, -0.1, 0.25, 0.0, 0.4, 0.15, -0.05, 0.2};

  /** From statsmodels 0.15.0: {@code mcnemar([[5, lost], [gained, 6]], exact=True).pvalue}. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 1.0",
    "1, 0, 1.0",
    "0, 5, 0.0625",
    "7, 1, 0.0703125",
    "12, 12, 1.0",
    "25, 10, 0.016673847800120715",
    "300, 251, 0.04077065347549079"
  })
  void mcNemarsExactTestIsStatsmodels(int lost, int gained, double pValue) {
    assertThat(rightAndWrong(lost, gained, 600).pValue()).isCloseTo(pValue, within(1e-12));
  }

  /**
   * The first is the airway hyper-responsiveness example of Fagerland, Lydersen and Laake (2014,
   * Statistics in Medicine 33, 2850), printed there as 0.026 to 0.517. All from a search with scipy
   * 1.17.1 ({@code optimize.brentq}) for the roots of the score equation, its likelihood maximised
   * numerically rather than by Tango's closed form.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 7, 21, 0.026003032480868556, 0.5172322764213775",
    "0, 0, 500, -0.007624340461552241, 0.007624340461552241",
    "15, 3, 500, -0.04365240189281885, -0.008324909685834698",
    "40, 25, 500, -0.06264569754519168, 0.0016453387552350142",
    "0, 6, 100, 0.02078689190059519, 0.1247681544589592",
    "12, 12, 100, -0.09959173630861728, 0.0995917363086173",
    "300, 251, 10042, -0.009488175417115649, -0.00029903775158759396"
  })
  void intervalOfRightAndWrongIsTangos(int lost, int gained, int n, double low, double high) {
    Interval interval = rightAndWrong(lost, gained, n).interval().orElseThrow();
    assertThat(interval.low()).isCloseTo(low, within(1e-9));
    assertThat(interval.high()).isCloseTo(high, within(1e-9));
  }

  @Test
  void intervalReachesTheEndsOfWhatIsPossible() {
    assertThat(rightAndWrong(5, 0, 5).interval().orElseThrow().low()).isEqualTo(-1);
    assertThat(rightAndWrong(0, 5, 5).interval().orElseThrow().high()).isEqualTo(1);
    assertThat(rightAndWrong(0, 1, 1).interval().orElseThrow().low()).isLessThan(0);
  }

  @Test
  void differenceIsAfterLessBefore() {
    PairedDifference difference = rightAndWrong(15, 3, 500);
    assertThat(difference.difference()).isEqualTo(-12 / 500.0);
    assertThat(difference.after() - difference.before()).isCloseTo(-0.024, within(1e-15));
    assertThat(difference.effectSize()).hasValue(3.0 / 18 - 0.5);
  }

  @Test
  void effectAndPowerAreAbsentWhereNothingFlipped() {
    PairedDifference difference = rightAndWrong(0, 0, 500);
    assertThat(difference.effectSize()).isEmpty();
    assertThat(difference.detectable()).isEmpty();
  }

  /**
   * Connor's n for a true difference d and a share f of flips, by scipy 1.17.1: {@code
   * (norm.ppf(.975)*sqrt(f) + norm.ppf(.8)*sqrt(f-d*d))**2 / d**2} is 625.5473178337214 for d =
   * 0.05 and f = 0.2, and 978.7487808290633 for 0.02 and 0.05.
   */
  @Test
  void detectableDifferenceInvertsConnorsSampleSize() {
    assertThat(Detectable.ofShares(626, 0.2).orElseThrow()).isCloseTo(0.05, within(2e-5));
    assertThat(Detectable.ofShares(625, 0.2).orElseThrow()).isGreaterThan(0.05);
    assertThat(Detectable.ofShares(979, 0.05).orElseThrow()).isCloseTo(0.02, within(3e-6));
    assertThat(Detectable.ofShares(10, 0.1)).isEmpty();
  }

  /**
   * From statsmodels 0.15.0: {@code NormalIndPower(ddof=0).solve_power(nobs1=n, alpha=.025,
   * power=.8, ratio=0, alternative='larger') * deviation}, whose solver stops some 1e-6 short.
   */
  @ParameterizedTest
  @CsvSource({"100, 0.4, 0.11206360923357901", "500, 0.25, 0.031322558533371195"})
  void detectableMeanDifferenceIsStatsmodels(int n, double deviation, double expected) {
    assertThat(Detectable.ofMeans(n, deviation).orElseThrow()).isCloseTo(expected, within(1e-6));
  }

  /** From scipy 1.17.1: {@code permutation_test((d,), sum, permutation_type='samples')}. */
  @Test
  void testOfGradedScoresIsScipysPermutationTest() {
    PairedDifference difference = graded(GRADED);
    assertThat(difference.pValue()).isCloseTo(0.078125, within(1e-12));
    assertThat(difference.effectSize().orElseThrow()).isCloseTo(0.8068579122600537, within(1e-12));
    assertThat(difference.lost()).isEqualTo(2);
    assertThat(difference.gained()).isEqualTo(5);
    assertThat(SignFlips.oneSided(GRADED)).isCloseTo(0.0390625, within(1e-12));
  }

  @Test
  void drawnSignsComeNearTheFullEnumeration() {
    // Twice the same differences: too many for an enumeration here; 2^14 signs counted in numpy.
    double[] twice = Arrays.copyOf(GRADED, 16);
    System.arraycopy(GRADED, 0, twice, 8, 8);
    assertThat(SignFlips.twoSided(twice)).isCloseTo(ENUMERATED_TWICE, within(0.004));
  }

  private static final double ENUMERATED_TWICE = 0.0069580078125;

  @Test
  void changesOfNoDocumentAreNoEvidence() {
    PairedDifference difference = graded(0, 0, 0);
    assertThat(difference.pValue()).isEqualTo(1);
    assertThat(difference.effectSize()).isEmpty();
    assertThat(difference.detectable()).isEmpty();
  }

  @Test
  void oneGradedDocumentHasNoInterval() {
    assertThat(graded(0.25).interval()).isEmpty();
    assertThat(graded(0.25).effectSize()).isEmpty();
  }

  @Test
  void noDocumentsHaveNoDifference() {
    assertThat(PairedDifference.of(PairedScores.of(new double[0], new double[0]))).isEmpty();
  }

  @Test
  void scoresThatDoNotPairAreRefused() {
    assertThatThrownBy(() -> PairedScores.of(new double[2], new double[3]))
        .hasMessage("3 scores and 2 to compare with; expected one of each per document");
    assertThatThrownBy(() -> PairedScores.of(new double[] {Double.NaN}, new double[1]))
        .hasMessageContaining("not a finite number");
  }

  /** From 0.5 by the differences given. */
  private static PairedDifference graded(double... differences) {
    double[] before = new double[differences.length];
    Arrays.fill(before, 0.5);
    double[] after = Arrays.stream(differences).map(d -> 0.5 + d).toArray();
    return PairedDifference.of(PairedScores.of(before, after)).orElseThrow();
  }

  private static PairedDifference rightAndWrong(int lost, int gained, int n) {
    return PairedDifference.of(Flips.scores(lost, gained, n)).orElseThrow();
  }
}
