package io.deployctl.core.release;

import io.deployctl.core.model.Digest;

/**
 * What a rollback leaves behind: the configuration rolled back from is not applied again unless
 * somebody says so.
 *
 * @param configDigest the configuration that is held back
 * @param release the release that was rolled back from
 * @param by who rolled back
 */
public record Hold(Digest configDigest, int release, String by) {}
