/**
 * What all kinds of drivers share: the two objects ({@link dev.wharf.spi.DriverProvider provider} and
 * {@link dev.wharf.spi.Driver driver}), the life cycle <em>probe, open, use, close</em>, one exception, and the values
 * that cross every interface.
 *
 * <p>A provider is registered as an OSGi service under the interface of its kind, with the service property
 * {@code driver.name} equal to {@link dev.wharf.spi.DriverProvider#name()}:
 *
 * <pre>{@code
 * @Component(property = "driver.name=vfs")
 * public final class VfsProvider implements GraphDriverProvider { ... }
 * }</pre>
 *
 * <p>Nothing here is ever {@code null}. Calls block; the engine chooses the thread. A driver accepts concurrent calls
 * on different ids, and the engine serializes the calls on one id.
 */
@Version("1.1.0")
@Export
@NullMarked
package dev.wharf.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
