/** A name server for containers: names of their networks, everything else from the servers above. */
@Version("1.0.0")
@Export
@NullMarked
package dev.wharf.dns;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
