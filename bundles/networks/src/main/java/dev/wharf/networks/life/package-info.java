/** What happens to networks and to the connections of containers. */
@NullMarked
package dev.wharf.networks.life;

import org.jspecify.annotations.NullMarked;
