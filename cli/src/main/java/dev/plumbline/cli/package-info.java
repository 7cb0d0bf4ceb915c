/**
 * The command line: options, the terminal, signals and {@code plumbline.yaml}; what a command does
 * is done by the modules below. Start with {@link dev.plumbline.cli.Plumbline}, then {@link
 * dev.plumbline.cli.SweepCommand}.
 */
package dev.plumbline.cli;
