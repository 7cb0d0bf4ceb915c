/**
 * What every public format of results needs: a run seen at one r, the facts that a submission may
 * state, and files to write. A package per format builds on it; start reading at {@link
 * dev.plumbline.exchange.DepthResults}.
 */
package dev.plumbline.exchange;
