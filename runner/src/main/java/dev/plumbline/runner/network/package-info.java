/**
 * What a language model computes, as plain data: nothing here knows checkpoints, graphs or how a
 * model is run. Start from {@link dev.plumbline.runner.network.Network}.
 */
package dev.plumbline.runner.network;
