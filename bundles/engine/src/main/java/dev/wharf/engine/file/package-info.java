/** Files of containers: told of, read as a tar, written from one. Every path is resolved inside the container's root. */
@NullMarked
package dev.wharf.engine.file;

import org.jspecify.annotations.NullMarked;
