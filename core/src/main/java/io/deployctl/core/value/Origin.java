package io.deployctl.core.value;

import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.StepOutputRef;

/** Where a value, or a part of it, came from. */
public sealed interface Origin {
  /** Returns the origin as {@code config explain} and plans show it. */
  String describe();

  /**
   * A line of a file.
   *
   * @param layer the layer's name: {@code default}, the environment's, {@code local}, {@code
   *     project}
   * @param position where the value stands
   */
  record Layer(String layer, SourcePosition position) implements Origin {
    @Override
    public String describe() {
      return position.toString();
    }
  }

  /**
   * An environment variable.
   *
   * @param name its name, such as {@code ECAP_DATABASE_POOL_SIZE}
   */
  record Variable(String name) implements Origin {
    @Override
    public String describe() {
      return "environment variable " + name;
    }
  }

  /**
   * An option of the command line.
   *
   * @param option the option as typed, without its value: {@code --set database.pool_size}
   */
  record Flag(String option) implements Origin {
    @Override
    public String describe() {
      return option;
    }
  }

  /**
   * A source of secrets.
   *
   * @param source what was asked, never what was answered: {@code env:ECAP_SECRET_KEY}
   */
  record Secret(String source) implements Origin {
    @Override
    public String describe() {
      return "secret from " + source;
    }
  }

  /**
   * A step's output.
   *
   * @param ref the output
   */
  record StepOutput(StepOutputRef ref) implements Origin {
    @Override
    public String describe() {
      return ref.toString();
    }
  }

  /**
   * An earlier release, from which a declared input that was not given this time is taken again.
   *
   * @param number the release's number
   */
  record EarlierRelease(int number) implements Origin {
    @Override
    public String describe() {
      return "release " + number;
    }
  }

  /**
   * Something that deployctl itself knows, such as {@code env.name}.
   *
   * @param what its name
   */
  record BuiltIn(String what) implements Origin {
    @Override
    public String describe() {
      return "built in: " + what;
    }
  }
}
