package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.diagnostic.Diagnostic;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns an API server's refusal into what a user should know and do. */
public final class ApiFailures {
  private static final Pattern TERMINATING =
      Pattern.compile("in namespace (\\S+) because it is being terminated");
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "User \"([^\"]+)\" cannot (\\S+) resource \"([^\"]*)\" in API group \"([^\"]*)\""
              + "(?: in the namespace \"([^\"]+)\"| at the cluster scope)?",
          Pattern.DOTALL);

  private static final Pattern WEBHOOK =
      Pattern.compile("admission webhook \"([^\"]+)\" denied the request", Pattern.DOTALL);

  private static final Pattern WEBHOOK_DOWN =
      Pattern.compile("failed calling webhook \"([^\"]+)\"", Pattern.DOTALL);

  private static final Pattern POLICY =
      Pattern.compile("ValidatingAdmissionPolicy '([^']+)'.* denied request", Pattern.DOTALL);

  private ApiFailures() {}

  /**
   * Returns the diagnostic of a failed call.
   *
   * @param doing what was being done, such as {@code applying Deployment ecap/api}
   */
  public static Diagnostic diagnostic(String doing, ApiFailure failure) {
    String message = Optional.ofNullable(failure.getMessage()).orElse("");
    if (WEBHOOK.matcher(message).find()) {
      return denied(doing, message);
    }
    Matcher policy = POLICY.matcher(message);
    if (policy.find()) {
      return error(
              "admission-denied", doing, "the policy `" + policy.group(1) + "` denies it", message)
          .hint("change what is applied to satisfy the policy, or ask who made it");
    }
    if (WEBHOOK_DOWN.matcher(message).find()) {
      return webhookDown(doing, message);
    }
    return switch (failure.reason()) {
      case "Forbidden" -> forbidden(doing, message);
      case "Conflict" -> conflict(doing, failure, message);
      case "Invalid", "BadRequest" -> invalid(doing, failure, message);
      case "AlreadyExists" ->
          error("already-exists", doing, "it exists already", message)
              .hint("plan again: somebody made it since");
      case "NotFound" ->
          error("not-found", doing, "it, or something that it needs, is not there", message)
              .hint("plan again: somebody deleted it since");
      case "Unauthorized" ->
          error("credentials-refused", doing, "the API server refuses the credentials", message)
              .hint("log in again with the tool of the cluster's provider");
      case NoAnswer.UNREACHABLE, NoAnswer.TIMEOUT, NoAnswer.UNTRUSTED ->
          error("cluster-unreachable", doing, "the API server did not answer", message)
              .hint("check the network, then run the command again");
      case StatusReader.NOT_UNDERSTOOD ->
          error("not-understood", doing, "what answered is no API server", message)
              .hint(
                  "see what stands between here and the API server, such as a proxy or a login page,"
                      + " then run the command again");
      default -> other(doing, failure, message);
    };
  }

  private static Diagnostic forbidden(String doing, String message) {
    if (message.contains("exceeded quota")) {
      return error("quota-exceeded", doing, "a quota of the namespace is used up", message)
          .hint("ask for less, free something, or have the ResourceQuota raised");
    }
    Matcher leaving = TERMINATING.matcher(message);
    if (leaving.find()) {
      return terminating(doing, leaving.group(1), message);
    }
    Matcher matcher = FORBIDDEN.matcher(message);
    if (!matcher.find()) {
      return error("forbidden", doing, "the API server forbids it", message)
          .hint("have it allowed, or change what is applied");
    }
    String resource =
        matcher.group(4).isEmpty() ? matcher.group(3) : matcher.group(3) + "." + matcher.group(4);
    String where =
        matcher.group(5) == null
            ? "in the whole cluster"
            : "in namespace `" + matcher.group(5) + "`";
    return error(
            "forbidden",
            doing,
            "`" + matcher.group(1) + "` may not " + matcher.group(2) + " " + resource + " " + where,
            message)
        .hint(
            "have a Role grant `"
                + matcher.group(2)
                + "` on `"
                + resource
                + "`; `deployctl rbac`"
                + " prints all that a project needs");
  }

  private static Diagnostic terminating(String doing, String namespace, String message) {
    return error(
            "being-deleted", doing, "the namespace `" + namespace + "` is being deleted", message)
        .hint(
            "wait until it is gone, then run the command again: `kubectl wait --for=delete"
                + " namespace/%s --timeout=2m`; if it stays, its conditions say why: `kubectl get"
                    .formatted(namespace)
                + " namespace %s -o yaml`".formatted(namespace));
  }

  private static Diagnostic conflict(String doing, ApiFailure failure, String message) {
    if (message.contains("the object has been modified") || message.contains("Precondition")) {
      return error("changed-meanwhile", doing, "somebody changed it meanwhile", message)
          .hint("plan again, so that you see what changed");
    }
    return withCauses(error("field-conflict", doing, "others own fields of it", message), failure)
        .hint("take the fields out of your manifest, or adopt the object");
  }

  private static Diagnostic invalid(String doing, ApiFailure failure, String message) {
    return withCauses(
            error("invalid-object", doing, "the API server finds it invalid", message), failure)
        .hint("correct the fields that are named");
  }

  private static Diagnostic denied(String doing, String message) {
    Matcher matcher = WEBHOOK.matcher(message);
    String name = matcher.find() ? matcher.group(1) : "";
    return error(
            "admission-denied", doing, "the admission webhook `" + name + "` denies it", message)
        .hint("change what is applied to satisfy the policy, or ask who runs the webhook");
  }

  private static Diagnostic webhookDown(String doing, String message) {
    Matcher matcher = WEBHOOK_DOWN.matcher(message);
    String name = matcher.find() ? matcher.group(1) : "";
    return error(
            "webhook-unreachable",
            doing,
            "the admission webhook `" + name + "` does not answer",
            message)
        .hint("see whether the webhook's pods run: nothing of this kind can be changed before");
  }

  private static Diagnostic other(String doing, ApiFailure failure, String message) {
    String what =
        failure.isTransient()
            ? "the API server could not, for the moment"
            : "the API server answered " + failure.code() + " " + failure.reason();
    return error("api-error", doing, what, message)
        .hint(
            failure.isTransient()
                ? "try again in a moment; if it stays, ask who runs the cluster"
                : "look up the message, or ask who runs the cluster");
  }

  private static Diagnostic withCauses(Diagnostic diagnostic, ApiFailure failure) {
    Diagnostic told = diagnostic;
    if (failure.status().isPresent()) {
      for (JsonNode cause : failure.status().get().path("details").path("causes")) {
        String field = cause.path("field").asText("");
        String text = cause.path("message").asText("");
        told = told.detail(field.isEmpty() ? text : field + ": " + text);
      }
    }
    return told;
  }

  private static Diagnostic error(String code, String doing, String what, String message) {
    Diagnostic diagnostic = Diagnostic.error(code, doing + ": " + what);
    return message.isEmpty() ? diagnostic : diagnostic.detail(message);
  }
}
