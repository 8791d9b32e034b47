/**
 * A program that tortures a daemon: under a load of many kinds it swaps drivers, updates bundles and kills the process, all
 * at random but by a seed, and proves afterwards that nothing that was acknowledged is lost and that nothing is left. {@link
 * dev.wharf.itests.torture.Torture} is the program, {@link dev.wharf.itests.torture.TortureIT} a short run of it, {@link
 * dev.wharf.itests.torture.SwapTimes} measures how long an upgrade of each kind of driver takes away its service.
 */
@NullMarked
package dev.wharf.itests.torture;

import org.jspecify.annotations.NullMarked;
