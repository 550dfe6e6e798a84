package io.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.plan.Duty;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose rights are asked for.
 *
 * @param word what names the duties
 * @param duties what the account is there for
 * @param subject the account, if one is named
 * @param offline whether the cluster is not to be asked
 */
public record RbacQuestion(
    String word, Set<Duty> duties, Optional<Subject> subject, boolean offline) {
  /** The word for all duties. */
  static final String ALL = "all";

  /** Refuses nulls and copies. */
  public RbacQuestion {
    requireNonNull(word, "word is null");
    duties = Set.copyOf(duties);
    requireNonNull(subject, "subject is null");
  }

  /**
   * An account, as a binding names it.
   *
   * @param kind ServiceAccount, User or Group
   * @param name its name
   * @param namespace a service account's namespace
   */
  public record Subject(String kind, String name, Optional<String> namespace) {}

  /** Returns the words for duties. */
  static List<String> words() {
    return Stream.concat(List.of(Duty.values()).stream().map(Duty::word), Stream.of(ALL)).toList();
  }

  /** Returns the duties that the word names; none where it names nothing. */
  static Set<Duty> duties(String word) {
    return word.equals(ALL)
        ? Set.of(Duty.values())
        : List.of(Duty.values()).stream()
            .filter(duty -> duty.word().equals(word))
            .collect(Collectors.toSet());
  }
}
