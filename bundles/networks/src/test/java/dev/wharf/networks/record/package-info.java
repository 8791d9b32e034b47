/** Tests of records. */
@NullMarked
package dev.wharf.networks.record;

import org.jspecify.annotations.NullMarked;
