/**
 * Starts the daemon: reads the flags of dockerd, takes the two roots, starts the OSGi framework with the bundles of the
 * distribution and watches over the deploy folder. Runs on a plain class path; nothing here is seen by a bundle.
 */
@NullMarked
package dev.wharf.launcher;

import org.jspecify.annotations.NullMarked;
