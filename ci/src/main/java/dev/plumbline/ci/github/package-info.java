/**
 * A gate's report for GitHub Actions.
 *
 * <p>Start from {@link dev.plumbline.ci.github.Annotations} and {@link
 * dev.plumbline.ci.github.StepSummary}.
 */
package dev.plumbline.ci.github;
