/**
 * Results for machines: whether a run is as good as it must be.
 *
 * <p>Start from {@link dev.plumbline.ci.Gate}, which judges a run by {@link dev.plumbline.ci.Rules}
 * and a {@link dev.plumbline.ci.Baseline}; the packages beside write its {@link
 * dev.plumbline.ci.GateReport}.
 */
package dev.plumbline.ci;
