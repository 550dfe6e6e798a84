package io.deployctl.providers.kubernetes.readiness;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Says how objects of one kind stand. */
@FunctionalInterface
interface Rule {
  Verdict judge(ObjectNode object, Surroundings around);
}
