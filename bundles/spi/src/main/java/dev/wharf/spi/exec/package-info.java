/**
 * Isolation: namespaces, cgroups, root and processes of containers.
 *
 * <p>{@link dev.wharf.spi.exec.ExecutionDriver#create} makes a {@link dev.wharf.spi.exec.Task task} whose first process
 * waits before it executes the command. {@link dev.wharf.spi.exec.Task#start} lets it go. Tasks outlive the daemon:
 * {@link dev.wharf.spi.exec.ExecutionDriver#recover} finds them again.
 *
 * <p>A {@link dev.wharf.spi.exec.TaskSpec specification} is complete before the call. The driver adds nothing of its
 * own but what the kernel needs to carry it out.
 */
@Version("1.2.0")
@Export
@NullMarked
package dev.wharf.spi.exec;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
