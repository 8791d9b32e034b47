/** Networks and containers as they are at present. */
@NullMarked
package dev.wharf.networks.live;

import org.jspecify.annotations.NullMarked;
