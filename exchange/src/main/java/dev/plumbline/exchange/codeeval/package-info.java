/**
 * Generated programs in the lines of the official scorers, human-eval and EvalPlus: {@link
 * dev.plumbline.exchange.codeeval.CodeSamples}.
 */
package dev.plumbline.exchange.codeeval;
