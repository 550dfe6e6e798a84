package io.deployctl.providers.kubernetes.client;

/**
 * How to apply.
 *
 * @param fieldManager under which name the fields are owned
 * @param force whether fields that others own are taken over
 * @param dryRun whether the server only answers what would come of it
 */
public record Application(String fieldManager, boolean force, boolean dryRun) {}
