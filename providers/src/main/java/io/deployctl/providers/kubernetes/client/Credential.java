package io.deployctl.providers.kubernetes.client;

import io.deployctl.core.value.SecretText;
import java.time.Instant;
import java.util.Optional;

/**
 * What a credential plugin answered.
 *
 * @param token a bearer token
 * @param certificate a client certificate, PEM
 * @param key its key, PEM
 * @param expires when it is worth nothing any more
 */
record Credential(
    Optional<SecretText> token,
    Optional<String> certificate,
    Optional<SecretText> key,
    Optional<Instant> expires) {}
