package dev.plumbline.runner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TokenTreeTest {
  @Test
  void commonBeginningsAreHeldOnce() {
    TokenTree tree = new TokenTree();
    assertThat(tree.add(List.of(7, 8, 9))).containsExactly(0, 1, 2);
    assertThat(tree.add(List.of(7, 8, 5, 9))).containsExactly(0, 1, 3, 4);
    assertThat(tree.add(List.of(7, 8, 9))).containsExactly(0, 1, 2);

    assertThat(tree.size()).isEqualTo(5);
    assertThat(tree.depth(4)).isEqualTo(3);
    assertThat(tree.parent(3)).isEqualTo(1);
    assertThat(tree.parent(0)).isNegative();
  }

  @Test
  void equalTokensAfterDifferentOnesAreDifferentNodes() {
    TokenTree tree = new TokenTree();
    tree.add(List.of(1, 9));
    assertThat(tree.add(List.of(2, 9))).containsExactly(2, 3);
  }

  @Test
  void everyTokenSeesItsWayFromTheRoot() {
    TokenTree tree = new TokenTree();
    tree.add(List.of(1, 2, 3));
    tree.add(List.of(1, 4));
    // 1 + 2 + 3 for the chain, 2 for the branch.
    assertThat(tree.visibleKeys()).isEqualTo(8);
  }
}
