/**
 * Further processes in running containers.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.wharf.engine.api.exec;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
