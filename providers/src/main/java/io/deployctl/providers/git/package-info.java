/** What checkout a plan is made from. Imports core and JGit. */
package io.deployctl.providers.git;
