package dev.plumbline.tasks;

/** Prepares a row before it is used: {@code process_docs}. */
@FunctionalInterface
interface DocProcess {
  Doc apply(Doc doc);
}
