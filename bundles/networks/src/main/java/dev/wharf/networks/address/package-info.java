/** Blocks of addresses, and who has which address. */
@NullMarked
package dev.wharf.networks.address;

import org.jspecify.annotations.NullMarked;
