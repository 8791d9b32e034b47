/**
 * System calls as Java methods. {@link dev.wharf.linux.Kernel} is the one way to the kernel; its parts are interfaces, so
 * that tests can record or fake them. Names and flags are those of the man pages of section 2. Every failing call throws
 * {@link dev.wharf.linux.LinuxException} with its error number. All descriptors are close-on-exec.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.wharf.linux;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
