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
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Network.Update;
import dev.plumbline.runner.network.TrainedDepth;
import dev.plumbline.runner.network.TruncatedNormal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The JSON form of a {@link Description}: written in the third format, read in all. */
final class DescriptionJson {
  private static final int FORMAT = 3;

  /** The second format, which lacks what came with further families. */
  private static final int FORMAT_2 = 2;

  /** The first format, which knew but one layout of networks; its bundles are still read. */
  private static final int FORMAT_1 = 1;

  private static final String FORMAT_1_ARCHITECTURE = "huginn_raven";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  /** The keys before the model's. */
  private record Origin(
      int format, String name, String source, String license, Precision precision) {}

  /** The model's keys. */
  private record ModelKeys(
      ModelShape shape,
      TruncatedNormal initialState,
      Update update,
      boolean exitGate,
      TrainedDepth trainedDepth,
      CostTable costs,
      long parameters,
      Network network) {
    Model model() {
      return new Model(
          shape, costs, Optional.ofNullable(initialState), update, exitGate, trainedDepth, network);
    }
  }

  /** The keys behind them. */
  private record Contents(
      Tokens specialTokens,
      boolean cleanUpSpaces,
      String chatTemplate,
      Map<String, FileEntry> files) {}

  private record Tokens(
      SpecialToken bos, SpecialToken eos, SpecialToken pad, List<Integer> stops) {}

  private DescriptionJson() {}

  static Description parse(byte[] json, Path file) {
    try {
      JsonNode root = MAPPER.readTree(json);
      if (root.path("format").isInt()) {
        OlderFormats.complete(root, root.get("format").intValue());
      }
      Model model = model(root);
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
          model,
          new SpecialTokens(
              Optional.ofNullable(tokens.bos),
              Optional.ofNullable(tokens.eos),
              Optional.ofNullable(tokens.pad),
              tokens.stops),
          contents.cleanUpSpaces,
          Optional.ofNullable(contents.chatTemplate),
          contents.files);
    } catch (IOException | PlumblineException e) {
      throw new PlumblineException(
          "%s: %s; export the checkpoint again".formatted(file, reason(e)), e);
    }
  }

  private static Model model(JsonNode root) throws JsonProcessingException {
    JsonNode format = root.path("format");
    if (format.isInt() && format.intValue() == FORMAT_1) {
      check(root, "architecture", FORMAT_1_ARCHITECTURE);
      Format1Architecture a = MAPPER.treeToValue(root, Format1Architecture.class);
      return Model.of(a.network(), new TrainedDepth.Drawn(a.meanRecurrence()));
    } else if (format.isInt() && (format.intValue() == FORMAT_2 || format.intValue() == FORMAT)) {
      return MAPPER.treeToValue(root, ModelKeys.class).model();
    }
    throw unsupported("format", format, "%d to %d".formatted(FORMAT_1, FORMAT));
  }

  private static void check(JsonNode root, String key, String supported) {
    JsonNode found = root.path(key);
    if (!found.asText().equals(supported)) {
      throw unsupported(key, found, supported);
    }
  }

  private static PlumblineException unsupported(String key, JsonNode found, String supported) {
    return new PlumblineException(
        "%s is %s; this version of Plumbline reads %s"
            .formatted(key, found.isMissingNode() ? "missing" : found, supported));
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
    Model model = description.model();
    ObjectNode root = MAPPER.createObjectNode();
    for (Object part :
        List.of(
            new Origin(
                FORMAT,
                description.name(),
                description.source(),
                description.license().orElse(null),
                description.precision()),
            new ModelKeys(
                model.shape(),
                model.initialState().orElse(null),
                model.update(),
                model.exitGate(),
                model.trainedDepth(),
                model.costs(),
                model.network().parameters(),
                model.network()),
            new Contents(
                new Tokens(
                    tokens.bos().orElse(null),
                    tokens.eos().orElse(null),
                    tokens.pad().orElse(null),
                    tokens.stops()),
                description.cleanUpSpaces(),
                description.chatTemplate().orElse(null),
                description.files()))) {
      root.setAll((ObjectNode) MAPPER.valueToTree(part));
    }
    String json = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    Files.writeString(file, json.replace("\r\n", "\n") + "\n");
  }
}
