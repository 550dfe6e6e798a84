/**
 * Steps that are a Helm release: rendered against the cluster before anything is touched, installed
 * by the helm program, waited for and proven by deployctl. Imports core, Jackson and the packages
 * {@code kubernetes}, {@code process} and {@code input}.
 */
package io.deployctl.providers.helm;
