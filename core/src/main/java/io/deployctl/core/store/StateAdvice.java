package io.deployctl.core.store;

/** What to do about stored state that is damaged, in the same words everywhere. */
public final class StateAdvice {
  /** The ways on from a damaged state. */
  public static final String WAYS_ON =
      "bring back an exported state with `deployctl state import FILE`, or save what can be read"
          + " with `deployctl state export --what-is-left` and import that; until then,"
          + " `--emergency --reason TEXT` lets `apply`, `rollback` and `resume` work without it";

  private StateAdvice() {}
}
