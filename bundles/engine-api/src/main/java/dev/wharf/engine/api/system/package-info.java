/**
 * The engine and its host as a whole.
 */
@Version("1.0.1")
@Export
@NullMarked
package dev.wharf.engine.api.system;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
