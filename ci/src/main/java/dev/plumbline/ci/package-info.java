/**
 * Results for machines: whether a run is as good as it must be.
 *
 * <p>Start from {@link dev.plumbline.ci.Gate}.
 */
package dev.plumbline.ci;
