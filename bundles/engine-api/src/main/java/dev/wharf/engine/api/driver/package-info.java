/**
 * The drivers that are deployed, and which of them serve.
 */
@Version("1.2.0")
@Export
@NullMarked
package dev.wharf.engine.api.driver;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
