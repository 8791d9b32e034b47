/** Tests of the store over SQLite. */
@NullMarked
package dev.wharf.store.sqlite;

import org.jspecify.annotations.NullMarked;
