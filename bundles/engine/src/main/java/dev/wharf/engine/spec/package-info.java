/**
 * Turns what a container is configured to be into what the kernel must be told: environment, mounts, devices,
 * capabilities, the system call filter, namespaces and limits. Pure translation: nothing here starts or changes a
 * container.
 */
@NullMarked
package dev.wharf.engine.spec;

import org.jspecify.annotations.NullMarked;
