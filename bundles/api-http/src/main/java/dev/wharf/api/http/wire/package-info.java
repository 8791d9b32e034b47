/**
 * The documents of the newest version of the Remote API, and the mapping between them and the engine's records. Field
 * names of Docker appear here only. Bodies that come in are read through {@link dev.wharf.api.http.wire.Fields}, those
 * that go out are records which {@link dev.wharf.api.http.wire.Json} writes.
 */
@NullMarked
package dev.wharf.api.http.wire;

import org.jspecify.annotations.NullMarked;
