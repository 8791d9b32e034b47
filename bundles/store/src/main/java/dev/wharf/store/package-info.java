/**
 * Records that survive a kill of the daemon and, where asked, a power loss. A record is any Java record; it is kept as
 * JSON, so that a person can read it with {@code sqlite3}.
 *
 * <pre>{@code
 * RecordSet<Tag> tags = store.open(RecordType.of("tags", Tag.class).indexed("image", Tag::image));
 * store.transaction(Durability.POWER_LOSS, () -> tags.put("busybox:latest", tag));
 * }</pre>
 */
@Version("1.2.0")
@Export
@NullMarked
package dev.wharf.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
