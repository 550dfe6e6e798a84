/**
 * A project and a server to practise on, for {@code Training} alone: nothing of it runs when
 * somebody deploys. May import core and the process runner.
 */
package io.deployctl.cli.training;
