/** What is kept of networks. */
@NullMarked
package dev.wharf.networks.record;

import org.jspecify.annotations.NullMarked;
