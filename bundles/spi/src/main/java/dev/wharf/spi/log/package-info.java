/**
 * Where the output of containers is kept or sent.
 *
 * <p>The engine reads the output, cuts it into records and gives them to the {@link dev.wharf.spi.log.LogSink sink}
 * that the driver opened for the container. Capabilities: {@link dev.wharf.spi.log.LogReader} on the driver for logs
 * that can be read back, and {@link dev.wharf.spi.log.KeepsNothing} for one without any.
 */
@Version("1.2.1")
@Export
@NullMarked
package dev.wharf.spi.log;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
