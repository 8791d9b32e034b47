/** Records as JSON. */
@NullMarked
package dev.wharf.store.json;

import org.jspecify.annotations.NullMarked;
