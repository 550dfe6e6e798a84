package io.deployctl.core.config;

import io.deployctl.core.schema.Field;
import io.deployctl.core.schema.FieldType;
import io.deployctl.core.schema.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The keys of {@code deployctl.yaml}. The check of the file and its reference both come from here.
 * A {@code MAP} with nested keys has names of the user's choice, each with these keys below it.
 */
public final class ProjectSchema {
  private static final String[] POLICIES = {"stop", "rollback"};

  private ProjectSchema() {}

  /**
   * Returns the schema of the whole file.
   *
   * @param providers the schema of every provider's settings, named as the provider's key
   */
  public static Schema schema(Collection<Schema> providers) {
    return new Schema(
        "deployctl.yaml",
        "A project: what is deployed, in which order, and where to",
        List.of(
            Field.required("project", FieldType.TEXT, "The project's name"),
            Field.optional("description", FieldType.TEXT, "What it is, for people"),
            Field.optional("config", FieldType.RECORD, "How values are found").of(config()),
            Field.optional(
                    "inputs",
                    FieldType.MAP,
                    "Values that a run may be given, by their dotted path; the last one given is kept in the release and taken again when it is absent")
                .of(input()),
            Field.optional("environments", FieldType.MAP, "The places to deploy to, by name")
                .of(environment())
                .defaultsTo("one for each file in environments/, or one named default"),
            Field.optional("requires", FieldType.RECORD, "The versions that the project works with")
                .of(requires()),
            Field.optional(
                    "ignore",
                    FieldType.RECORDS,
                    "Fields of objects that others own, in every step of manifests")
                .of(ignore()),
            Field.required("stages", FieldType.RECORDS, "What is done, stage by stage")
                .of(stage(providers)),
            onFailure()));
  }

  private static Field onFailure() {
    return Field.optional("onFailure", FieldType.TEXT, "What a run does when a step fails")
        .oneOf(POLICIES)
        .defaultsTo("stop");
  }

  private static Schema config() {
    return new Schema(
        "config",
        "How values are found",
        List.of(
            Field.optional(
                    "envPrefix",
                    FieldType.TEXT,
                    "What the environment variables that override values start with, without the final _")
                .defaultsTo("the project's name in upper case, with _ for -")));
  }

  private static Schema input() {
    return new Schema(
        "input",
        "A value that a run may be given",
        List.of(
            Field.optional("required", FieldType.BOOLEAN, "Whether there is no run without it")
                .defaultsTo("false"),
            Field.optional("description", FieldType.TEXT, "What it is, for people")));
  }

  private static Schema environment() {
    return new Schema(
        "environment",
        "A place to deploy to",
        List.of(
            Field.optional("description", FieldType.TEXT, "What it is, for people"),
            Field.optional("aliases", FieldType.TEXTS, "Other names that `--env` takes for it"),
            Field.optional("target", FieldType.RECORD, "Where it is").of(target()),
            Field.optional(
                    "protected",
                    FieldType.BOOLEAN,
                    "Whether it refuses local.yaml and overrides that are no inputs, and must have a target that says which cluster")
                .defaultsTo("false"),
            onFailure().defaultsTo("the project's")));
  }

  private static Schema target() {
    return new Schema(
        "target",
        "Where an environment is",
        List.of(
            Field.optional(
                "clusterId",
                FieldType.TEXT,
                "The only cluster that will do: the uid of its kube-system namespace, or the SHA-256 of its CA"),
            Field.optional(
                    "contexts", FieldType.TEXTS, "Kubeconfig contexts through which it is found")
                .defaultsTo("the current context"),
            Field.optional("namespace", FieldType.TEXT, "Where objects go that name no namespace")
                .defaultsTo("default"),
            Field.optional(
                    "stateNamespace", FieldType.TEXT, "Where deployctl keeps releases and leases")
                .defaultsTo("<project>-deploy"),
            Field.optional(
                "stateDirectory",
                FieldType.TEXT,
                "Keeps them in a directory instead, for a project without a cluster")));
  }

  /** Returns the schema of a rule about fields that others own. */
  public static Schema ignore() {
    return new Schema(
        "ignore",
        "Fields that are set when an object is made, and are others' from then on: not compared, not reset, not proven",
        List.of(
            Field.required("kind", FieldType.TEXT, "The objects' kind; * stands for anything"),
            Field.optional("group", FieldType.TEXT, "Their API group, such as apps")
                .defaultsTo("any group"),
            Field.optional("name", FieldType.TEXT, "Their name; * stands for anything")
                .defaultsTo("any name"),
            Field.optional("namespace", FieldType.TEXT, "Their namespace")
                .defaultsTo("any namespace"),
            Field.optional(
                "fields",
                FieldType.TEXTS,
                "The fields as plans show them, such as spec.template.spec.containers[app].resources"),
            Field.optional(
                "managers",
                FieldType.TEXTS,
                "Only while one of these field managers owns the field; without `fields`, all that they own")));
  }

  private static Schema requires() {
    List<Field> fields = new ArrayList<>();
    for (String tool :
        List.of("deployctl", "kubernetes", "helm", "terraform", "opentofu", "sops")) {
      fields.add(
          Field.optional(tool, FieldType.TEXT, "Versions of " + tool + ", such as >=1.6 <2"));
    }
    return new Schema("requires", "The versions that the project works with", fields);
  }

  private static Schema stage(Collection<Schema> providers) {
    return new Schema(
        "stage",
        "Steps that may run side by side, after those of the stage before",
        List.of(
            Field.required("name", FieldType.TEXT, "The stage's name"),
            Field.optional("description", FieldType.TEXT, "What it is, for people"),
            Field.required("steps", FieldType.RECORDS, "Its steps").of(step(providers))));
  }

  /** Returns the schema of a step, which has exactly one provider's key. */
  static Schema step(Collection<Schema> providers) {
    List<Field> fields = new ArrayList<>();
    fields.add(
        Field.required("name", FieldType.TEXT, "The step's name, unique in the project, for good"));
    fields.add(
        Field.optional("was", FieldType.TEXT, "The name that the step had before it was renamed"));
    fields.add(
        Field.optional("needs", FieldType.TEXTS, "Steps of the same stage that come before it"));
    fields.add(Field.optional("description", FieldType.TEXT, "What it is, for people"));
    fields.add(
        Field.optional(
                "stateless",
                FieldType.BOOLEAN,
                "Whether an automatic rollback may touch it, for a Helm step")
            .defaultsTo("false"));
    for (Schema provider : providers) {
      fields.add(Field.optional(provider.name(), FieldType.RECORD, provider.doc()).of(provider));
    }
    return new Schema("step", "One thing to do, by exactly one provider", fields);
  }
}
