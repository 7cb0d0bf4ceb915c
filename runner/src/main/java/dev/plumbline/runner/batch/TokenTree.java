package dev.plumbline.runner.batch;

import dev.plumbline.runner.tokenizer.IntList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Token sequences that share their beginnings, as one row of the model: every token sees just the
 * tokens on its way from the root, so what is common runs once.
 *
 * <p>Nodes are numbered so that a parent comes before its children; a node's number is its place in
 * the row.
 */
public final class TokenTree {
  private static final int ROOT = -1;

  private final int shared;
  private List<Integer> tokens = new ArrayList<>();
  private List<Integer> parents = new ArrayList<>();
  private List<Integer> depths = new ArrayList<>();

  /** Nodes by parent and token; nothing once the tree is finished. */
  private Map<Long, Integer> children = new HashMap<>();

  public TokenTree() {
    this(0);
  }

  /**
   * @param shared how many tokens of a shared prefix come before the root, which all nodes see
   */
  public TokenTree(int shared) {
    this.shared = shared;
  }

  /** A tree of one branch. */
  public static TokenTree of(List<Integer> sequence) {
    return of(sequence, 0);
  }

  /** A tree of one branch, whose first tokens are a shared prefix's and no nodes. */
  public static TokenTree of(List<Integer> sequence, int shared) {
    TokenTree tree = new TokenTree(shared);
    tree.add(sequence.subList(shared, sequence.size()));
    return tree.finished();
  }

  /** This tree, to which nothing is added any more, without what only adding needs. */
  public TokenTree finished() {
    tokens = IntList.copyOf(tokens);
    parents = IntList.copyOf(parents);
    depths = IntList.copyOf(depths);
    children = Map.of();
    return this;
  }

  /** Adds a sequence and returns the nodes it passes, one per token. */
  public List<Integer> add(List<Integer> sequence) {
    List<Integer> path = new ArrayList<>(sequence.size());
    int node = ROOT;
    for (int token : sequence) {
      node = child(node, token);
      path.add(node);
    }
    return path;
  }

  private int child(int parent, int token) {
    return children.computeIfAbsent(
        (long) parent << Integer.SIZE | token,
        edge -> {
          tokens.add(token);
          parents.add(parent);
          depths.add(parent == ROOT ? 0 : depths.get(parent) + 1);
          return tokens.size() - 1;
        });
  }

  public int size() {
    return tokens.size();
  }

  public int token(int node) {
    return tokens.get(node);
  }

  /** Tokens of a shared prefix that all nodes see. */
  public int shared() {
    return shared;
  }

  /** How many nodes lie between a node and the root. */
  public int depth(int node) {
    return depths.get(node);
  }

  /** Rotary position, from 0. */
  public int position(int node) {
    return shared + depth(node);
  }

  /** The node before, or a negative number for a first token. */
  public int parent(int node) {
    return parents.get(node);
  }

  /** How many keys all tokens see together. */
  public long visibleKeys() {
    return depths.stream().mapToLong(depth -> shared + depth + 1).sum();
  }
}
