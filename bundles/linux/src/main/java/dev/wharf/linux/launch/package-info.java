/**
 * Launches processes in containers. A launch is data: a {@link dev.wharf.linux.launch.Script} of system calls, which the
 * {@link dev.wharf.linux.launch.MonitorProgram launch monitor} (C, {@code src/main/c/monitor.c}) carries out in a cloned
 * child. Policy stays in Java, where a script can be printed and compared; no thread of the JVM ever changes its
 * namespaces.
 *
 * <p>A script has three sections: steps of the monitor itself, steps of the child up to the barrier, and steps after it,
 * which are written while the child waits. The first step that fails ends the launch; its number and error number are
 * written into the script.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.wharf.linux.launch;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
