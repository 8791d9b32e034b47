/** Tests of what happens to networks. */
@NullMarked
package dev.wharf.networks.life;

import org.jspecify.annotations.NullMarked;
