/**
 * What happens in the engine, told in order to those who listen.
 */
@Version("1.1.0")
@Export
@NullMarked
package dev.wharf.engine.api.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
