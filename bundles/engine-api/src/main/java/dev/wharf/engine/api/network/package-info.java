/**
 * Networks, and who is connected to them.
 *
 * <p>{@link dev.wharf.engine.api.network.NetworkService} and {@link dev.wharf.engine.api.network.NetworkConnections} are for
 * clients. {@link dev.wharf.engine.api.network.ContainerNetworks} is what the engine connects its containers with.
 */
@Version("1.1.0")
@Export
@NullMarked
package dev.wharf.engine.api.network;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
