package dev.plumbline.cli;

/** Words in quotation marks, where they need them. */
final class Quoted {
  private Quoted() {}

  /** As a POSIX shell reads it back. */
  static String forShell(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
