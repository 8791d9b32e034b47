/**
 * The only code that hears about driver services. It probes and opens a driver when its provider appears, lends it to those
 * who use it, and on disappearance stops lending, lets running calls finish and closes it.
 */
@Version("1.4.0")
@Export
@NullMarked
package dev.wharf.drivers;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
