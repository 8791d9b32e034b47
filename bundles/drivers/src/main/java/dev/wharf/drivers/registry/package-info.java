/**
 * How drivers are found, opened, lent and closed. Each name of a driver has a {@link
 * dev.wharf.drivers.registry.Slot slot} with a thread of its own, on which its driver is probed, opened and closed; the
 * {@link dev.wharf.drivers.registry.DriverTable table} of a kind lends what the slots hold.
 */
@NullMarked
package dev.wharf.drivers.registry;

import org.jspecify.annotations.NullMarked;
