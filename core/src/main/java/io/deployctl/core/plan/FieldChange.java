package io.deployctl.core.plan;

import io.deployctl.core.value.Leaf;
import java.util.Optional;

/**
 * One field before and after.
 *
 * @param path the field as users write it: {@code spec.template.spec.containers[api].image}
 * @param before what the target has; empty where the field is absent
 * @param after what it will have; empty where the field goes away
 * @param movedBy who gave the field its live value, where it is not what was last applied
 */
public record FieldChange(
    String path, Optional<Leaf> before, Optional<Leaf> after, Optional<Mover> movedBy) {}
