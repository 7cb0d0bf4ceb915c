/**
 * What is asked and how an answer is judged: task files in lm-evaluation-harness's schema, data
 * sets, prompts, filters, formats and metrics. Start from {@link dev.plumbline.tasks.TaskRegistry}
 * to choose tasks, {@link dev.plumbline.tasks.PreparedTask} to ask and {@link
 * dev.plumbline.tasks.AnswerJudge} to judge; {@link dev.plumbline.tasks.TaskFormats} is where a
 * further format or metric is added.
 */
package dev.plumbline.tasks;
