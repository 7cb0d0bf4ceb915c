/**
 * Generated programs in the lines of the official scorers, human-eval and EvalPlus: {@link
 * dev.plumbline.results.formats.codeeval.CodeSamples}.
 */
package dev.plumbline.results.formats.codeeval;
