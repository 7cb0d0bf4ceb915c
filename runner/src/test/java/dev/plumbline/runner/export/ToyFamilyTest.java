package dev.plumbline.runner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Sampling;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.runner.RecurrentModel;
import dev.plumbline.runner.TestDevice;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Precision;
import dev.plumbline.runner.export.checkpoint.Checkpoint;
import dev.plumbline.runner.export.checkpoint.ConfigJson;
import dev.plumbline.runner.export.family.CheckpointFamily;
import dev.plumbline.runner.export.tensor.FloatData;
import dev.plumbline.runner.export.weights.BlockWeight;
import dev.plumbline.runner.export.weights.ModelWeight;
import dev.plumbline.runner.export.weights.WeightSource;
import dev.plumbline.runner.network.Attention;
import dev.plumbline.runner.network.Block;
import dev.plumbline.runner.network.Injection;
import dev.plumbline.runner.network.Network;
import dev.plumbline.runner.network.Network.FinalNorm;
import dev.plumbline.runner.network.Part;
import dev.plumbline.runner.network.Rotary;
import dev.plumbline.runner.network.RotaryScaling;
import dev.plumbline.runner.network.TrainedDepth;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A family of its own, two plain layers and no injection, is exported and swept with what stands in
 * this file alone; what comes out is what plain loops in double precision compute.
 */
class ToyFamilyTest {
  private static final int WIDTH = 8;
  private static final int VOCABULARY = 16;
  private static final double EPSILON = 1e-5;
  private static final Sweep SWEEP = Sweep.of(List.of(1, 2, 3, 4));

  /** Read once for all requests. */
  private static final String PREFIX = "c o m";

  @TempDir Path temp;

  /** What a toy's config.json says beside its model_type, all of it optional. */
  private static final class Toy implements CheckpointFamily {
    @Override
    public String modelType() {
      return "toy";
    }

    @Override
    public Network network(ConfigJson config) {
      Set<FinalNorm> finalNorm = new TreeSet<>();
      for (FinalNorm place : FinalNorm.values()) {
        if (config.flag(place.name(), false)) {
          finalNorm.add(place);
        }
      }
      Rotary.Pairs pairs =
          config.flag("interleaved", false) ? Rotary.Pairs.INTERLEAVED : Rotary.Pairs.HALF_SPLIT;
      return new Network(
          WIDTH,
          VOCABULARY,
          32,
          config.positive("embedding_scale", 1),
          config.integer("prelude", 0, 0),
          config.integer("core", 2, 1),
          config.integer("coda", 0, 0),
          new Block(
              config.flag("sandwich", false) ? Block.Norms.SANDWICH_AROUND_SUM : Block.Norms.PRE,
              new Attention(
                  config.integer("heads", 2, 1),
                  config.integer("key_value_heads", 2, 1),
                  config.integer("head_dim", 4, 1),
                  config.flag("bias", false) ? Attention.Bias.QUERY_KEY : Attention.Bias.NONE,
                  Attention.QueryKeyNorm.NONE,
                  new Rotary(pairs, 100, new RotaryScaling.None())),
              12),
          new Injection.None(),
          Network.Update.REPLACE,
          finalNorm,
          false,
          config.flag("tied", false),
          EPSILON);
    }

    @Override
    public TrainedDepth trainedDepth(ConfigJson config) {
      return new TrainedDepth.UpTo(4);
    }

    /** All weights are there, also those that the network does not have. */
    @Override
    public boolean inertTensor(String name) {
      return true;
    }

    @Override
    public Map<String, Integer> rowSizes(Network network) {
      return Map.of();
    }

    @Override
    public WeightSource weights(Network network, Checkpoint checkpoint) {
      return new WeightSource() {
        @Override
        public FloatData of(ModelWeight weight) {
          return checkpoint.require(weight.name(), weight.shape(network));
        }

        @Override
        public FloatData of(Part part, int block, BlockWeight weight) {
          return checkpoint.require(name(part, block, weight), weight.shape(network));
        }
      };
    }

    static String name(Part part, int block, BlockWeight weight) {
      return "%s.%d.%s".formatted(part, block, weight);
    }
  }

  private static TinyCheckpoint withoutWeights(Map<String, Object> config) {
    TinyCheckpoint tiny = new TinyCheckpoint();
    tiny.config.clear();
    tiny.config.put("model_type", "toy");
    tiny.config.putAll(config);
    tiny.tensors.clear();
    String words =
        IntStream.range(0, VOCABULARY)
            .mapToObj(id -> "\"%s\": %d".formatted(word(id), id))
            .collect(Collectors.joining(", "));
    tiny.files.put(
        "tokenizer.json",
        """
        {"version": "1.0", "added_tokens": [], "pre_tokenizer": {"type": "WhitespaceSplit"},
         "model": {"type": "WordLevel", "vocab": {%s}, "unk_token": "a"}}
        """
            .formatted(words));
    return tiny;
  }

  private static void addWeights(Network network, TinyCheckpoint tiny) {
    for (ModelWeight weight : ModelWeight.values()) {
      tiny.add(weight.name(), ints(weight.shape(network)));
    }
    for (Part part : Part.values()) {
      for (int block = 0; block < network.blocks(part); block++) {
        for (BlockWeight weight : BlockWeight.values()) {
          tiny.add(Toy.name(part, block, weight), ints(weight.shape(network)));
        }
      }
    }
  }

  private static Integer[] ints(List<Long> shape) {
    return shape.stream().map(Math::toIntExact).toArray(Integer[]::new);
  }

  private static String word(int id) {
    return Character.toString('a' + id);
  }

  private static String words(List<Integer> ids) {
    return ids.stream().map(ToyFamilyTest::word).collect(Collectors.joining(" "));
  }

  private static List<Integer> ids(String words) {
    return Arrays.stream(words.strip().split(" ", -1)).map(word -> word.charAt(0) - 'a').toList();
  }

  /** The same networks, as loops over all tokens from the first on. */
  private record Plain(Network network, Map<String, TinyCheckpoint.Tensor> tensors) {

    /** Natural-log probabilities behind each token, [tokens, vocabulary]. */
    double[][] logprobs(List<Integer> tokens, int iterations) {
      double[][] embedding = matrix(ModelWeight.EMBEDDING.name());
      double[][] x = new double[tokens.size()][];
      for (int t = 0; t < x.length; t++) {
        x[t] =
            Arrays.stream(embedding[tokens.get(t)])
                .map(n -> n * network.embeddingScale())
                .toArray();
      }
      x = blocks(Part.PRELUDE, x);
      for (int i = 0; i < iterations; i++) {
        x = finalNorm(FinalNorm.AFTER_ITERATION, blocks(Part.CORE, x));
      }
      x = finalNorm(FinalNorm.BEFORE_CODA, x);
      x = finalNorm(FinalNorm.BEFORE_HEAD, blocks(Part.CODA, x));
      double[][] logits =
          times(x, (network.tiedHead() ? ModelWeight.EMBEDDING : ModelWeight.HEAD).name());
      for (double[] row : logits) {
        double sum = Math.log(Arrays.stream(row).map(Math::exp).sum());
        Arrays.setAll(row, i -> row[i] - sum);
      }
      return logits;
    }

    private double[][] finalNorm(FinalNorm place, double[][] x) {
      return network.finalNorm().contains(place) ? norm(x, ModelWeight.FINAL_NORM.name()) : x;
    }

    private double[][] blocks(Part part, double[][] x) {
      double[][] result = x;
      for (int block = 0; block < network.blocks(part); block++) {
        result = block(part, block, result);
      }
      return result;
    }

    private double[][] block(Part part, int block, double[][] x) {
      Map<BlockWeight, String> names = new HashMap<>();
      for (BlockWeight weight : BlockWeight.values()) {
        names.put(weight, Toy.name(part, block, weight));
      }
      boolean sandwich = network.block().norms() == Block.Norms.SANDWICH_AROUND_SUM;
      double[][] y = plus(x, attention(names, norm(x, names.get(BlockWeight.ATTENTION_NORM))));
      y = sandwich ? norm(y, names.get(BlockWeight.NORM_AFTER_ATTENTION)) : y;
      double[][] normed = norm(y, names.get(BlockWeight.MLP_NORM));
      double[][] gate = times(normed, names.get(BlockWeight.GATE));
      double[][] up = times(normed, names.get(BlockWeight.UP));
      for (int t = 0; t < gate.length; t++) {
        for (int i = 0; i < gate[t].length; i++) {
          gate[t][i] = gate[t][i] / (1 + Math.exp(-gate[t][i])) * up[t][i];
        }
      }
      y = plus(y, times(gate, names.get(BlockWeight.DOWN)));
      return sandwich ? norm(y, names.get(BlockWeight.NORM_AFTER_MLP)) : y;
    }

    private double[][] attention(Map<BlockWeight, String> names, double[][] x) {
      Attention a = network.block().attention();
      int d = a.headDim();
      double[][] queries = times(x, names.get(BlockWeight.QUERIES));
      double[][] keys = times(x, names.get(BlockWeight.KEYS));
      double[][] values = times(x, names.get(BlockWeight.VALUES));
      if (a.bias() != Attention.Bias.NONE) {
        addToRows(queries, vector(names.get(BlockWeight.QUERY_BIAS)));
        addToRows(keys, vector(names.get(BlockWeight.KEY_BIAS)));
      }
      rotate(queries, d);
      rotate(keys, d);
      double[][] attended = new double[x.length][a.heads() * d];
      for (int head = 0; head < a.heads(); head++) {
        int q = head * d;
        int kv = head * a.keyValueHeads() / a.heads() * d;
        for (int t = 0; t < x.length; t++) {
          double[] weights = new double[t + 1];
          for (int s = 0; s <= t; s++) {
            for (int i = 0; i < d; i++) {
              weights[s] += queries[t][q + i] * keys[s][kv + i] / Math.sqrt(d);
            }
          }
          double sum = Arrays.stream(weights).map(Math::exp).sum();
          for (int s = 0; s <= t; s++) {
            for (int i = 0; i < d; i++) {
              attended[t][q + i] += Math.exp(weights[s]) / sum * values[s][kv + i];
            }
          }
        }
      }
      return times(attended, names.get(BlockWeight.ATTENTION_OUTPUT));
    }

    private void rotate(double[][] x, int d) {
      Rotary rotary = network.block().attention().rotary();
      boolean halves = rotary.pairs() == Rotary.Pairs.HALF_SPLIT;
      for (int t = 0; t < x.length; t++) {
        for (int head = 0; head < x[t].length; head += d) {
          for (int i = 0; i < d / 2; i++) {
            double angle = t * Math.pow(rotary.base(), -2.0 * i / d);
            int first = head + (halves ? i : 2 * i);
            int second = head + (halves ? i + d / 2 : 2 * i + 1);
            double real = x[t][first];
            double imaginary = x[t][second];
            x[t][first] = real * Math.cos(angle) - imaginary * Math.sin(angle);
            x[t][second] = real * Math.sin(angle) + imaginary * Math.cos(angle);
          }
        }
      }
    }

    private double[][] norm(double[][] x, String name) {
      double[] weight = vector(name);
      double[][] result = new double[x.length][WIDTH];
      for (int t = 0; t < x.length; t++) {
        double mean = Arrays.stream(x[t]).map(n -> n * n).sum() / WIDTH;
        for (int i = 0; i < WIDTH; i++) {
          result[t][i] = x[t][i] / Math.sqrt(mean + EPSILON) * weight[i];
        }
      }
      return result;
    }

    private double[][] times(double[][] x, String name) {
      double[][] matrix = matrix(name);
      double[][] result = new double[x.length][matrix.length];
      for (int t = 0; t < x.length; t++) {
        for (int out = 0; out < matrix.length; out++) {
          for (int in = 0; in < matrix[out].length; in++) {
            result[t][out] += matrix[out][in] * x[t][in];
          }
        }
      }
      return result;
    }

    private static double[][] plus(double[][] a, double[][] b) {
      double[][] sum = new double[a.length][];
      for (int t = 0; t < a.length; t++) {
        sum[t] = a[t].clone();
        for (int i = 0; i < sum[t].length; i++) {
          sum[t][i] += b[t][i];
        }
      }
      return sum;
    }

    private static void addToRows(double[][] x, double[] added) {
      for (double[] row : x) {
        Arrays.setAll(row, i -> row[i] + added[i]);
      }
    }

    private double[] vector(String name) {
      ByteBuffer data = tensors.get(name).data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
      double[] values = new double[data.remaining() / Float.BYTES];
      Arrays.setAll(values, i -> data.getFloat());
      return values;
    }

    private double[][] matrix(String name) {
      int columns = tensors.get(name).shape().get(1);
      double[] flat = vector(name);
      double[][] matrix = new double[flat.length / columns][];
      Arrays.setAll(matrix, i -> Arrays.copyOfRange(flat, i * columns, (i + 1) * columns));
      return matrix;
    }
  }

  private static Map<String, Object> config(String flags) {
    Map<String, Object> config = new LinkedHashMap<>();
    for (String flag : flags.split(" ", -1)) {
      String[] parts = flag.split("=", -1);
      config.put(parts[0], parts.length == 1 ? true : Integer.valueOf(parts[1]));
    }
    return config;
  }

  private static List<Request> requests() {
    List<Request> requests = new ArrayList<>();
    List<String> more = List.of(" b", " p a d f", " h e l");
    for (int i = 0; i < more.size(); i++) {
      requests.add(
          new Request.Loglikelihoods(
              new DocumentId("choices", i),
              PREFIX + more.get(i),
              List.of(" g", " e i j", " k k"),
              PREFIX));
      requests.add(
          new Request.GenerateUntil(
              new DocumentId("texts", i),
              PREFIX + more.get(i),
              List.of(),
              Optional.of(new Decoding(5, new Sampling.Greedy())),
              PREFIX));
    }
    requests.add(
        new Request.Loglikelihoods(new DocumentId("choices", 9), "d e a f", List.of(" n o")));
    return requests;
  }

  @ParameterizedTest
  @CsvSource({
    "BEFORE_HEAD",
    "BEFORE_HEAD heads=4 key_value_heads=2 head_dim=6",
    "AFTER_ITERATION interleaved sandwich heads=4 key_value_heads=1 embedding_scale=3",
    "BEFORE_CODA BEFORE_HEAD prelude=1 core=1 coda=1 bias tied heads=3 key_value_heads=3"
  })
  void sweepGivesWhatPlainLoopsCompute(String flags) throws IOException {
    Path folder = temp.resolve("checkpoint");
    TinyCheckpoint tiny = withoutWeights(config(flags));
    Network network = new Toy().network(ConfigJson.read(tiny.write(folder)));
    addWeights(network, tiny);
    Bundle bundle = export(tiny.write(folder), List.of(new Toy()));
    assertThat(bundle.initialState()).isEmpty();
    Plain plain = new Plain(network, tiny.tensors);
    Map<String, Answer> answers = new HashMap<>();
    try (RecurrentModel model = RecurrentModel.open(bundle, TestDevice.options())) {
      model.answer(
          requests(),
          SWEEP,
          (request, point, answer, usage) -> answers.put(key(request, point), answer));
    }
    for (SweepPoint point : SWEEP.points()) {
      int iterations = point.iterations();
      for (Request request : requests()) {
        Answer answer = answers.get(key(request, point));
        List<Integer> context = ids(request.context());
        request.match(
            choices -> compare(plain, choices, context, iterations, answer),
            text -> compare(plain, context, iterations, answer));
      }
    }
  }

  private Bundle export(Path checkpoint, List<CheckpointFamily> families) {
    ExportRequest request =
        new ExportRequest(checkpoint, temp.resolve("bundle"), Precision.FP32, false);
    return Exporter.export(request, ExportProgress.NONE, families);
  }

  private static String key(Request request, SweepPoint point) {
    return request.document() + " at " + point;
  }

  private static Answer compare(
      Plain plain,
      Request.Loglikelihoods choices,
      List<Integer> context,
      int iterations,
      Answer answer) {
    List<Float> sums =
        answer.match(
            Answer.Loglikelihoods::sums,
            text -> List.<Float>of(),
            failed -> {
              throw new AssertionError(failed.error());
            });
    assertThat(sums).hasSameSizeAs(choices.continuations());
    for (int i = 0; i < sums.size(); i++) {
      List<Integer> whole = new ArrayList<>(context);
      whole.addAll(ids(choices.continuations().get(i)));
      double[][] logprobs = plain.logprobs(whole, iterations);
      double sum = 0;
      for (int t = context.size(); t < whole.size(); t++) {
        sum += logprobs[t - 1][whole.get(t)];
      }
      assertThat((double) sums.get(i)).isCloseTo(sum, within(1e-4));
    }
    return answer;
  }

  private static Answer compare(Plain plain, List<Integer> context, int iterations, Answer answer) {
    List<Integer> whole = new ArrayList<>(context);
    for (int i = 0; i < 5; i++) {
      double[][] logprobs = plain.logprobs(whole, iterations);
      double[] last = logprobs[logprobs.length - 1];
      int best = 0;
      for (int token = 1; token < last.length; token++) {
        best = last[token] > last[best] ? token : best;
      }
      whole.add(best);
    }
    List<Integer> expected = whole.subList(context.size(), whole.size());
    assertThat(answer).isEqualTo(new Answer.Generation(words(expected), expected));
    return answer;
  }

  @Test
  void familyThatIsNotListedIsRefused() throws IOException {
    Path folder = withoutWeights(Map.of()).write(temp.resolve("checkpoint"));
    assertThatThrownBy(
            () ->
                Exporter.export(
                    new ExportRequest(folder, temp.resolve("bundle"), Precision.FP32, false),
                    ExportProgress.NONE))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "%s: model_type is \"toy\"; supported is huginn_raven, ouro, nanbeige, llama, qwen2, qwen3, olmo2",
            folder.resolve("config.json"));
  }
}
