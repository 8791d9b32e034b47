/** A driver as somebody else would write it; packed into a jar and dropped into the deploy folder by the tests. */
@NullMarked
package dev.wharf.itests.toy;

import org.jspecify.annotations.NullMarked;
