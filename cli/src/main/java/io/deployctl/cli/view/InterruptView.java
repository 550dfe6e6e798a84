package io.deployctl.cli.view;

/** Tells what a signal came to. */
public interface InterruptView {
  /** Tells that somebody asked to stop: nothing new begins, and what runs comes to its end. */
  void stopping();

  /** Tells that somebody asked again: what runs is being ended, and then the program ends. */
  void aborting();
}
