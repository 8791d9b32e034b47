/**
 * The conformance suite for network drivers: what the Javadoc of {@link dev.wharf.spi.network.NetworkDriver} and its
 * capabilities promises, as tests. An author writes:
 *
 * <pre>{@code
 * class MyConformanceTest extends NetworkDriverConformance {
 *     protected NetworkDriverProvider provider(Path host) { return new MyProvider(host); }
 *     protected Set<NetworkFeature> features() { return EnumSet.of(NetworkFeature.HOST_IS_ROUTER); }
 * }
 * }</pre>
 *
 * <p>Each test has network namespaces of its own, one of which acts as the host: nothing touches the machine's network. All of
 * it carries the tag {@code privileged} and needs root, iproute2, util-linux and busybox.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.wharf.spi.testkit.network;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
