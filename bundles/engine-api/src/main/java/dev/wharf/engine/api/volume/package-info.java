/**
 * Data that outlives containers.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.wharf.engine.api.volume;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
