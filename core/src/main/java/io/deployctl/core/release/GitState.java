package io.deployctl.core.release;

/**
 * The checkout that a plan was made from.
 *
 * @param commit the full commit id
 * @param branch the branch's name, or empty when none is checked out
 * @param dirty whether the project's files differed from the commit
 */
public record GitState(String commit, String branch, boolean dirty) {}
