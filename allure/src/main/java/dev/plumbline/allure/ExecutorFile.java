package dev.plumbline.allure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.protocol.text.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * {@code executor.json}: the CI build, as its environment variables tell it; none where they do
 * not. A file that is there stays, but for one of another build of the same CI, which is out of
 * date.
 */
final class ExecutorFile {
  private static final String NAME = "executor.json";
  private static final String TYPE = "type";
  private static final String URL = "buildUrl";
  private static final ObjectMapper JSON = new ObjectMapper();

  static void write(Path folder, Map<String, String> environment) throws IOException {
    Optional<ObjectNode> build = build(environment);
    Path file = folder.resolve(NAME);
    if (build.isPresent() && (!Files.exists(file) || isOutdated(file, build.get()))) {
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(build.get());
      WholeFile.write(file, out -> out.write(text + "\n"));
    }
  }

  private static boolean isOutdated(Path file, ObjectNode build) throws IOException {
    try {
      JsonNode there = JSON.readTree(file.toFile());
      return there.path(TYPE).equals(build.path(TYPE)) && !there.path(URL).equals(build.path(URL));
    } catch (JsonProcessingException e) {
      // Whatever it is, it is not ours.
      return false;
    }
  }

  private static Optional<ObjectNode> build(Map<String, String> environment) {
    if ("true".equals(environment.get("GITHUB_ACTIONS"))) {
      return Optional.of(
          build(
              "GitHub Actions",
              "github",
              environment.get("GITHUB_WORKFLOW"),
              environment.get("GITHUB_RUN_NUMBER"),
              joined(
                  environment.get("GITHUB_SERVER_URL"),
                  environment.get("GITHUB_REPOSITORY"),
                  "actions/runs",
                  environment.get("GITHUB_RUN_ID"))));
    }
    if ("true".equals(environment.get("GITLAB_CI"))) {
      return Optional.of(
          build(
              "GitLab CI",
              "gitlab",
              environment.get("CI_JOB_NAME"),
              environment.get("CI_PIPELINE_IID"),
              environment.get("CI_JOB_URL")));
    }
    if (environment.containsKey("JENKINS_URL")) {
      return Optional.of(
          build(
              "Jenkins",
              "jenkins",
              environment.get("JOB_NAME"),
              environment.get("BUILD_NUMBER"),
              environment.get("BUILD_URL")));
    }
    return Optional.empty();
  }

  /** What is null is left out. */
  private static ObjectNode build(String name, String type, String job, String number, String url) {
    ObjectNode build = JSON.createObjectNode().put("name", name).put(TYPE, type);
    boolean numbered = number != null && number.matches("[0-9]{1,18}");
    if (numbered) {
      build.put("buildOrder", Long.parseLong(number));
    }
    if (job != null) {
      build.put("buildName", numbered ? job + " #" + number : job);
    }
    if (url != null) {
      build.put(URL, url);
    }
    return build;
  }

  /** An address; null where a part is. */
  private static String joined(String server, String repository, String path, String id) {
    return server == null || repository == null || id == null
        ? null
        : String.join("/", server, repository, path, id);
  }

  private ExecutorFile() {}
}
