/**
 * Runs further processes in running containers. An exec is started once; it ends at the latest with its container, and
 * outlives the daemon like it.
 */
@NullMarked
package dev.wharf.engine.exec;

import org.jspecify.annotations.NullMarked;
