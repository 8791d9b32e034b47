/**
 * What stands between the engine and a driver. A {@link dev.wharf.drivers.guard.Guard guard} hands out proxies in place of a
 * driver and of all that the driver hands out; each call is counted, timed and ends within its limit, whatever the driver
 * does.
 */
@NullMarked
package dev.wharf.drivers.guard;

import org.jspecify.annotations.NullMarked;
