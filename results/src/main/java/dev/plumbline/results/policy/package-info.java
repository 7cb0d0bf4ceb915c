/**
 * Which r for which document: a policy that stops early where an answer is likely right already,
 * learned from what a run has recorded.
 *
 * <p>Start from {@link dev.plumbline.results.policy.DepthPolicy}.
 */
package dev.plumbline.results.policy;
