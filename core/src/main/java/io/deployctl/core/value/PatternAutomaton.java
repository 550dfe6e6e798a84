package io.deployctl.core.value;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;

/**
 * Finds many texts at once in a time that grows with the length of what is searched alone, as Aho
 * and Corasick do. Immutable once built.
 */
final class PatternAutomaton {
  /** The state before anything was read. */
  static final int START = 0;

  private static final int DIRECT = 128;

  private final int[] startStates = new int[DIRECT];
  private long[] keys = new long[1024];
  private int[] targets = new int[1024];
  private int edges;
  private int states = 1;
  private int[] fail = new int[1024];
  private int[] depth = new int[1024];
  private int[] longest = new int[1024];

  PatternAutomaton(Collection<String> patterns) {
    for (String pattern : patterns) {
      add(pattern);
    }
    for (char c = 0; c < DIRECT; c++) {
      startStates[c] = edge(START, c);
    }
    link(patterns);
  }

  /** Returns whether there is nothing to find. */
  boolean isEmpty() {
    return edges == 0;
  }

  /** Returns the state after one more character. */
  int next(int state, char c) {
    int at = state;
    while (at != START) {
      int target = edge(at, c);
      if (target != START) {
        return target;
      }
      at = fail[at];
    }
    return c < DIRECT ? startStates[c] : edge(START, c);
  }

  /** Returns how many of the last characters may still become a part of a pattern. */
  int depth(int state) {
    return depth[state];
  }

  /** Returns the length of the longest pattern that ends here; 0 where none does. */
  int longest(int state) {
    return longest[state];
  }

  private void add(String pattern) {
    int at = START;
    for (int i = 0; i < pattern.length(); i++) {
      int target = edge(at, pattern.charAt(i));
      if (target == START) {
        target = newState(i + 1);
        put(at, pattern.charAt(i), target);
      }
      at = target;
    }
    longest[at] = pattern.length();
  }

  /** Links each state to the one of its longest proper suffix, level by level. */
  private void link(Collection<String> patterns) {
    int[] parents = new int[states];
    char[] labels = new char[states];
    int deepest = 0;
    for (String pattern : patterns) {
      int at = START;
      for (int i = 0; i < pattern.length(); i++) {
        int target = edge(at, pattern.charAt(i));
        parents[target] = at;
        labels[target] = pattern.charAt(i);
        at = target;
      }
      deepest = Math.max(deepest, pattern.length());
    }
    for (int state : byDepth(deepest)) {
      if (depth[state] > 1) {
        fail[state] = next(fail[parents[state]], labels[state]);
      }
      longest[state] = Math.max(longest[state], longest[fail[state]]);
    }
  }

  private Deque<Integer> byDepth(int deepest) {
    int[] counts = new int[deepest + 2];
    for (int state = 1; state < states; state++) {
      counts[depth[state] + 1]++;
    }
    for (int i = 1; i < counts.length; i++) {
      counts[i] += counts[i - 1];
    }
    Integer[] sorted = new Integer[states - 1];
    for (int state = 1; state < states; state++) {
      sorted[counts[depth[state]]] = state;
      counts[depth[state]]++;
    }
    return new ArrayDeque<>(Arrays.asList(sorted));
  }

  private int newState(int newDepth) {
    if (states == fail.length) {
      fail = Arrays.copyOf(fail, 2 * states);
      depth = Arrays.copyOf(depth, 2 * states);
      longest = Arrays.copyOf(longest, 2 * states);
    }
    depth[states] = newDepth;
    return states++;
  }

  private int edge(int state, char c) {
    long key = key(state, c);
    int slot = slot(key);
    while (keys[slot] != 0) {
      if (keys[slot] == key) {
        return targets[slot];
      }
      slot = (slot + 1) & (keys.length - 1);
    }
    return START;
  }

  private void put(int state, char c, int target) {
    if (2 * (edges + 1) > keys.length) {
      grow();
    }
    insert(key(state, c), target);
    edges++;
  }

  private void insert(long key, int target) {
    int slot = slot(key);
    while (keys[slot] != 0) {
      slot = (slot + 1) & (keys.length - 1);
    }
    keys[slot] = key;
    targets[slot] = target;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldTargets = targets;
    keys = new long[2 * oldKeys.length];
    targets = new int[2 * oldKeys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        insert(oldKeys[i], oldTargets[i]);
      }
    }
  }

  /** Returns a key that is never 0, which marks a free slot. */
  private static long key(int state, char c) {
    return ((long) state << 16 | c) + 1;
  }

  private int slot(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40) & (keys.length - 1);
  }
}
