/**
 * What older clients see and say. Each change that the Remote API went through is one step with its version; the
 * {@link dev.wharf.api.http.version.Ladder} lifts the request of an older client up to the newest meaning and takes
 * the newest answer down to what that client knows. Version numbers are written here and in the route table only.
 */
@NullMarked
package dev.wharf.api.http.version;

import org.jspecify.annotations.NullMarked;
