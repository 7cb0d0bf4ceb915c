/**
 * The results and samples files of lm-evaluation-harness 0.4.13 (EleutherAI/lm-evaluation-harness,
 * {@code lm_eval/result_schema.py} and {@code lm_eval/loggers/evaluation_tracker.py}): {@link
 * dev.plumbline.exchange.lmeval.LmEvalFiles} writes them, {@link
 * dev.plumbline.exchange.lmeval.LmEvalImport} reads them into a run.
 */
package dev.plumbline.exchange.lmeval;
