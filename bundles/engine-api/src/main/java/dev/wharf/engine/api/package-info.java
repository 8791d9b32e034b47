/**
 * What all parts of the engine share: the errors and the settings of the daemon.
 */
@Version("1.3.0")
@Export
@NullMarked
package dev.wharf.engine.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
