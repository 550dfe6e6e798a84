package io.deployctl.core.schema;

/** The type that a setting's value must have. */
public enum FieldType {
  TEXT("text"),
  INTEGER("integer"),
  NUMBER("number"),
  BOOLEAN("true or false"),
  DURATION("duration, such as 30s or 5m"),
  TEXTS("list of texts"),
  MAP("map"),
  RECORD("map with known keys"),
  RECORDS("list of maps with known keys"),
  ANY("any value");

  private final String words;

  FieldType(String words) {
    this.words = words;
  }

  /** Returns the type as messages and the reference name it. */
  public String words() {
    return words;
  }
}
