package dev.plumbline.runner.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.runner.bundle.SpecialTokens.SpecialToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The JSON form of a {@link Description}. */
final class DescriptionJson {
  static final int FORMAT = 1;
  static final String ARCHITECTURE = "huginn_raven";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  /** The keys before the architecture's dimensions. */
  private record Origin(
      int format,
      String architecture,
      String name,
      String source,
      String license,
      Precision precision) {}

  /** The keys behind them. */
  private record Contents(
      long parameters, Tokens specialTokens, String chatTemplate, Map<String, FileEntry> files) {}

  private record Tokens(SpecialToken bos, SpecialToken eos, SpecialToken pad) {}

  private DescriptionJson() {}

  static Description parse(byte[] json, Path file) {
    try {
      JsonNode root = MAPPER.readTree(json);
      check(root, "format", FORMAT);
      check(root, "architecture", ARCHITECTURE);
      Origin origin = MAPPER.treeToValue(root, Origin.class);
      Contents contents = MAPPER.treeToValue(root, Contents.class);
      Tokens tokens = contents.specialTokens;
      if (tokens == null) {
        throw new PlumblineException("special_tokens must not be null");
      }
      return new Description(
          origin.name,
          origin.source,
          Optional.ofNullable(origin.license),
          origin.precision,
          MAPPER.treeToValue(root, Architecture.class),
          new SpecialTokens(
              Optional.ofNullable(tokens.bos),
              Optional.ofNullable(tokens.eos),
              Optional.ofNullable(tokens.pad)),
          Optional.ofNullable(contents.chatTemplate),
          contents.files);
    } catch (IOException | PlumblineException e) {
      throw new PlumblineException(
          "%s: %s; export the checkpoint again".formatted(file, reason(e)), e);
    }
  }

  private static void check(JsonNode root, String key, Object supported) {
    JsonNode found = root.path(key);
    if (!found.asText().equals(supported.toString())) {
      throw new PlumblineException(
          "%s is %s; this version of Plumbline reads %s"
              .formatted(key, found.isMissingNode() ? "missing" : found, supported));
    }
  }

  private static String reason(Exception e) {
    if (e.getCause() instanceof PlumblineException invalid) {
      return invalid.getMessage();
    } else if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return mapping.getPath().stream()
              .map(JsonMappingException.Reference::getFieldName)
              .collect(Collectors.joining("."))
          + ": wrong or missing value";
    } else if (e instanceof JsonProcessingException syntax) {
      long line = syntax.getLocation() == null ? 1 : syntax.getLocation().getLineNr();
      return "line %d is not valid JSON".formatted(line);
    }
    return e.getMessage();
  }

  static void write(Description description, Path file) throws IOException {
    SpecialTokens tokens = description.specialTokens();
    ObjectNode root = MAPPER.createObjectNode();
    for (Object part :
        List.of(
            new Origin(
                FORMAT,
                ARCHITECTURE,
                description.name(),
                description.source(),
                description.license().orElse(null),
                description.precision()),
            description.architecture(),
            new Contents(
                description.architecture().parameters(),
                new Tokens(
                    tokens.bos().orElse(null),
                    tokens.eos().orElse(null),
                    tokens.pad().orElse(null)),
                description.chatTemplate().orElse(null),
                description.files()))) {
      root.setAll((ObjectNode) MAPPER.valueToTree(part));
    }
    String json = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    Files.writeString(file, json.replace("\r\n", "\n") + "\n");
  }
}
