/** Tests of addresses. */
@NullMarked
package dev.wharf.networks.address;

import org.jspecify.annotations.NullMarked;
