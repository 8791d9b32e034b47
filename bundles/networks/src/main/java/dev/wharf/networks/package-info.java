/** Networks, their addresses and ports, and who is connected to them. */
@NullMarked
package dev.wharf.networks;

import org.jspecify.annotations.NullMarked;
