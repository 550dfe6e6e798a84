/**
 * Steps that are a Terraform or OpenTofu root: planned, saved, applied exactly, proven. Imports
 * core, Jackson and the packages {@code process} and {@code input}.
 */
package io.deployctl.providers.terraform;
