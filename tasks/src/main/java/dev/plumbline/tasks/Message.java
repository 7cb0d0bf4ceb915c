package dev.plumbline.tasks;

/**
 * A part of a prompt, which becomes plain text or a turn of a chat.
 *
 * @param delimiter follows the content in plain text only
 */
record Message(String role, String content, String delimiter) {
  static final String SYSTEM = "system";
  static final String USER = "user";
  static final String ASSISTANT = "assistant";

  String text() {
    return content + delimiter;
  }
}
