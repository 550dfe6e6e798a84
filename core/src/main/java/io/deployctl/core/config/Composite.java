package io.deployctl.core.config;

import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.SecretText;
import io.deployctl.core.value.Value;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A text that is put together from values: a secret if one of them is, unknown if one of them is.
 */
final class Composite {
  private final StringBuilder text = new StringBuilder();
  private final Set<Origin> origins = new LinkedHashSet<>();
  private final Set<StepOutputRef> waitsOn = new LinkedHashSet<>();
  private boolean unknown;
  private boolean secret;
  private boolean changesCount = true;

  Composite(Origin origin) {
    origins.add(origin);
  }

  /** Adds a value, and returns whether it can be part of a text. */
  boolean add(Value value) {
    origins.addAll(value.origins());
    if (value instanceof Value.Scalar scalar) {
      text.append(scalar.text());
      return true;
    }
    if (value instanceof Value.Secret part) {
      text.append(part.text().reveal());
      secret = true;
      changesCount = changesCount && part.changesCount();
      return true;
    }
    if (value instanceof Value.Unknown part) {
      unknown = true;
      secret = secret || part.sensitive();
      waitsOn.addAll(part.waitsOn());
      return true;
    }
    return false;
  }

  /** Returns how many characters there are so far. */
  int length() {
    return text.length();
  }

  /** Returns the text as a value. */
  Value value() {
    if (unknown) {
      return new Value.Unknown(waitsOn, secret, origins);
    }
    return secret
        ? new Value.Secret(new SecretText(text.toString()), changesCount, origins)
        : new Value.Scalar(Optional.of(text.toString()), origins);
  }
}
