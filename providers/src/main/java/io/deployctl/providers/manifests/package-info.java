/**
 * The {@code manifests} provider: objects from files or blueprints, applied server-side, pruned
 * when nothing claims them any more.
 *
 * <p>Reading: {@link ManifestReader}, {@link Blueprint}; {@link OfflineRendering} shows what was
 * read. Planning: {@link DeployPlanner} over {@link ObjectPlanner} and {@link ChangePlanner},
 * {@link PrunePlanner}. Doing: {@link PlanExecutor} over {@link ObjectApplier} and {@link
 * ObjectRemover}. What a field is, who owns it and what of it may be shown: {@link FieldPath},
 * {@link ManagedFields}, {@link Masking}.
 *
 * <p>Imports core, {@code providers.kubernetes} and {@code providers.input}.
 */
package io.deployctl.providers.manifests;
