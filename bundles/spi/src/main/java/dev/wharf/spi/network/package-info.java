/**
 * What connects containers.
 *
 * <p>The engine owns names, addresses, ports and the knowledge of who is connected. A
 * {@link dev.wharf.spi.network.NetworkDriver driver} does what the kernel, or another machine, has to do for it: values go
 * in, values come out. An {@link dev.wharf.spi.network.AddressDriver} hands out addresses where the engine's own pools are
 * not wanted.
 *
 * <p>What a driver has set up works on without it. A driver that is opened is told first what there is
 * ({@link dev.wharf.spi.network.NetworkDriver#createNetwork}, {@link dev.wharf.spi.network.NetworkDriver#restore}), and all
 * of these calls leave alone what is already as it should be: traffic never stops meanwhile.
 */
@Version("1.1.0")
@Export
@NullMarked
package dev.wharf.spi.network;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
