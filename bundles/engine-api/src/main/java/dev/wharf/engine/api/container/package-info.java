/**
 * Containers: what they are configured to be, what they are, and what can be done with them. Six services, because
 * several kinds of clients need them: {@link dev.wharf.engine.api.container.ContainerService records},
 * {@link dev.wharf.engine.api.container.ContainerLifecycle life},
 * {@link dev.wharf.engine.api.container.ContainerStreams streams},
 * {@link dev.wharf.engine.api.container.ContainerFiles files},
 * {@link dev.wharf.engine.api.container.ContainerChanges changes} and
 * {@link dev.wharf.engine.api.container.ContainerMonitor use of the host}.
 *
 * <p>A container is named by its full id, a unique prefix of it, or its name with or without the leading slash.
 */
@Version("1.4.0")
@Export
@NullMarked
package dev.wharf.engine.api.container;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
