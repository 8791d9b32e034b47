/**
 * Reads and writes tars. {@link dev.wharf.archive.LayerUnpacker} applies a layer to a folder without ever leaving it;
 * {@link dev.wharf.archive.Compression} recognises what a stream is compressed with.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.wharf.archive;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
