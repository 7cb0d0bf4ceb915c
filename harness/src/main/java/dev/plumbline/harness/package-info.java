/**
 * The application without a console: what {@code plumbline} does, for Java programs. A {@link
 * dev.plumbline.harness.SweepPlan} says what is asked, an {@link dev.plumbline.harness.Execution}
 * on what it runs. Start with {@link dev.plumbline.harness.Evaluation}.
 */
package dev.plumbline.harness;
