/** Tests of the packet filter. */
@NullMarked
package dev.wharf.linux.network.filter;

import org.jspecify.annotations.NullMarked;
