package dev.plumbline.runner.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Adds to a plumbline.json of an earlier format the keys that it lacks: what all models of its time
 * had in common.
 */
final class OlderFormats {
  private OlderFormats() {}

  static void complete(JsonNode root, int format) {
    if (format < 3 && root instanceof ObjectNode contents) {
      contents.put("clean_up_spaces", false);
      if (root.path("special_tokens") instanceof ObjectNode tokens) {
        tokens.putArray("stops");
      }
    }
    if (format == 2 && root instanceof ObjectNode model) {
      model.put("update", "replace").put("exit_gate", false);
      model
          .putObject("trained_depth")
          .put("kind", "drawn")
          .set("mean", root.path("mean_recurrence"));
      if (root.path("network") instanceof ObjectNode network) {
        network.put("update", "replace").put("exit_gate", false);
        if (network.path("block").path("attention") instanceof ObjectNode attention) {
          boolean bias = attention.path("query_key_bias").asBoolean();
          attention.put("bias", bias ? "query_key" : "none").put("query_key_norm", "none");
          if (attention.path("rotary") instanceof ObjectNode rotary) {
            rotary.putObject("scaling").put("kind", "none");
          }
        }
      }
    }
  }
}
