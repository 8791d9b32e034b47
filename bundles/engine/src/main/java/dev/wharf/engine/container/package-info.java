/**
 * The life of containers. {@link dev.wharf.engine.container.ContainerTable} holds them all in memory and in the store;
 * a {@link dev.wharf.engine.container.LiveContainer} is changed under its own lock alone; each use case is a class
 * named after it; {@link dev.wharf.engine.container.Supervisor} starts and watches those that run.
 */
@NullMarked
package dev.wharf.engine.container;

import org.jspecify.annotations.NullMarked;
