/**
 * Images: names, configurations and layers, and the roots that containers are made from.
 */
@Version("1.1.0")
@Export
@NullMarked
package dev.wharf.engine.api.image;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
