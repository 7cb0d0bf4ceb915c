package dev.plumbline.runner.tokenizer;

import java.util.AbstractList;
import java.util.Collection;
import java.util.RandomAccess;
import java.util.stream.IntStream;

/** A list that never changes, four bytes a number: thousands of prompts lie tokenized at once. */
public final class IntList extends AbstractList<Integer> implements RandomAccess {
  private final int[] numbers;

  private IntList(int[] numbers) {
    this.numbers = numbers;
  }

  public static IntList of(IntStream numbers) {
    return new IntList(numbers.toArray());
  }

  public static IntList copyOf(Collection<Integer> numbers) {
    return of(numbers.stream().mapToInt(Integer::intValue));
  }

  @Override
  public Integer get(int index) {
    return numbers[index];
  }

  @Override
  public int size() {
    return numbers.length;
  }
}
