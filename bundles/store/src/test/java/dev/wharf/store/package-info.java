/** Tests of what a client of the store sees. */
@NullMarked
package dev.wharf.store;

import org.jspecify.annotations.NullMarked;
