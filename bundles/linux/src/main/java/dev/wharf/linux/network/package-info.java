/**
 * Networks through netlink(7), without processes. A {@link dev.wharf.linux.network.NetlinkSocket} speaks any of the
 * kernel's netlink families; {@link dev.wharf.linux.network.RouteSocket} is the one for links, addresses and routes:
 *
 * <pre>{@code
 * try (RouteSocket routes = RouteSocket.open(kernel, Path.of("/proc/4711/ns/net"))) {
 *     int eth0 = routes.link("eth0").orElseThrow().index();
 *     routes.send(List.of(
 *             LinkMessages.change(LinkSettings.at(eth0).up()),
 *             RouteMessages.add(new LinkAddress(eth0, address, 16)),
 *             RouteMessages.add(Route.byDefault(gateway, eth0))));
 * }
 * }</pre>
 *
 * <p>A socket belongs to the network namespace that it was made in. Those for other namespaces come from
 * {@link dev.wharf.linux.NetworkCalls#socket(java.nio.file.Path, int, int, int)}; no thread of the JVM ever changes its
 * namespace.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.wharf.linux.network;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
