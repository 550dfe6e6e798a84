/** What the checkout is, through JGit. Imports core and JGit. */
package io.deployctl.providers.git;
