package io.deployctl.cli.view;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.stream.Collectors;

/** Small pieces of text that several views use. */
final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private Words() {}

  /** Returns {@code 1 check}, {@code 3 checks}. */
  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Returns the moment as people read it. */
  static String time(Instant moment) {
    return TIME.format(moment);
  }

  /** Returns the things sorted, with commas between them. */
  static String list(Collection<?> things) {
    return things.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
  }

  /** Returns the commit as people read it, or a dash. */
  static String commit(String commit) {
    return commit.isEmpty() ? "-" : commit.substring(0, Math.min(10, commit.length()));
  }
}
