/**
 * The folders whose jars become bundles of the running daemon: that of the distribution, in which the drivers lie that it
 * ships, and the deploy folder, in which others are dropped. A file that appears is installed and started, one that changes
 * is exchanged, one that goes is uninstalled.
 */
@NullMarked
package dev.wharf.drivers.deploy;

import org.jspecify.annotations.NullMarked;
